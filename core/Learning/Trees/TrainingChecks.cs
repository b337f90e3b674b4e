using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Trees;

/// <summary>Whether rows can be learned from with these options.</summary>
internal static class TrainingChecks
{
    /// <returns>How many classes there are; 1 for a regression.</returns>
    public static int Check(Dataset train, Dataset? validation, BoostedTreesOptions options)
    {
        if (train.Rows == 0 || train.Features.Count == 0)
            throw new ArgumentException("There must be rows and features to learn from.", nameof(train));
        if (validation is not null && !validation.Features.Select(static f => f.Name).SequenceEqual(train.Features.Select(static f => f.Name)))
            throw new ArgumentException("The validation part must have the features of the training part, in their order.", nameof(validation));
        if (options.EarlyStopping > 0 && validation is not { Rows: > 0 })
            throw new ArgumentException("Early stopping needs a validation part.", nameof(validation));
        if (options.Monotone.Keys.Except(train.Features.Where(static f => f.Kind == FeatureKind.Number).Select(static f => f.Name)).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"There is no feature of numbers {unknown} to be monotone in.", nameof(options));
        if (options is { Objective: Objective.MultiClass, Monotone.Count: > 0 })
            throw new ArgumentException("Monotone constraints need a single output, not several classes.", nameof(options));
        return options.Objective == Objective.Regression ? 1 : Classes(train, validation, options);
    }

    private static int Classes(Dataset train, Dataset? validation, BoostedTreesOptions options)
    {
        var counts = new SortedDictionary<float, double>();
        for (var i = 0; i < train.Rows; i++)
            counts[train.Labels[i]] = counts.GetValueOrDefault(train.Labels[i]) + (train.Weights.IsEmpty ? 1 : train.Weights[i]);
        if (counts.Keys.Any(static label => label < 0 || label != MathF.Floor(label) || label > 1000))
            throw new ArgumentException("Labels must be classes: 0, 1 and so on.", nameof(train));

        var classes = options.Objective == Objective.Binary ? 2 : (int)counts.Keys.Max() + 1;
        if (counts.Keys.Max() >= classes)
            throw new ArgumentException("With two classes, labels must be 0 or 1.", nameof(train));
        if (counts.Values.Count(static weight => weight > 0) < 2)
            throw new ArgumentException("At least two classes must occur.", nameof(train));
        if (options.ClassWeights.Count > 0 && options.ClassWeights.Count != classes)
            throw new ArgumentException($"There are {classes} classes, but {options.ClassWeights.Count} class weights.", nameof(options));
        foreach (var label in validation is null ? default : validation.Labels)
            if (label < 0 || label >= classes || label != MathF.Floor(label))
                throw new ArgumentException($"The validation part has a label {label} that is no class.", nameof(validation));
        return classes;
    }
}
