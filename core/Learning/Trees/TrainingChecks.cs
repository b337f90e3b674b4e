using System.Numerics.Tensors;
using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Trees;

/// <summary>Whether rows can be learned from with these options.</summary>
internal static class TrainingChecks
{
    /// <summary>Derivatives are squared, and thousands of them added, as floats.</summary>
    private const double LargestDerivative = 1e15;

    /// <returns>How many classes there are; 1 for a regression.</returns>
    public static int Check(Dataset train, Dataset? validation, BoostedTreesOptions options)
    {
        if (train.Rows == 0 || train.Features.Count == 0)
            throw new ArgumentException("There must be rows and features to learn from.", nameof(train));
        if (train.Features.Count > ForestNode.MostColumns / 2)
            throw new ArgumentException($"{train.Features.Count} features are too many for one model.", nameof(train));
        if (!Weighs(train))
            throw new ArgumentException("The rows to learn from must weigh something.", nameof(train));
        CheckValidation(train, validation, options);
        CheckMonotone(train, options);
        CheckSize(train, options);
        if (options.Objective != Objective.Regression)
            return Classes(train, validation, options);
        return options.ClassWeights.Count == 0 ? 1 : throw new ArgumentException("A regression has no classes to weight.", nameof(options));
    }

    private static bool Weighs(Dataset rows) => rows.Rows > 0 && (rows.Weights.IsEmpty || rows.Weights.ContainsAnyExcept(0f));

    private static void CheckValidation(Dataset train, Dataset? validation, BoostedTreesOptions options)
    {
        if (options.EarlyStopping > 0 && (validation is null || !Weighs(validation)))
            throw new ArgumentException("Early stopping needs a validation part whose rows weigh something.", nameof(validation));
        if (validation is not null && !validation.Features.Select(static f => (f.Name, f.Kind)).SequenceEqual(train.Features.Select(static f => (f.Name, f.Kind))))
            throw new ArgumentException("The validation part must have the features of the training part, in their order.", nameof(validation));
        // Codes mean the names of the training part: other names behind the same codes would be judged as those.
        if (validation?.Features.Zip(train.Features).FirstOrDefault(static f => !f.First.Categories.SequenceEqual(f.Second.Categories)).First is { } other)
            throw new ArgumentException($"The validation part must have the categories of the training part, in their order; those of {other.Name} differ.", nameof(validation));
    }

    private static void CheckMonotone(Dataset train, BoostedTreesOptions options)
    {
        if (options.Monotone.Keys.Except(train.Features.Where(static f => f.Kind == FeatureKind.Number).Select(static f => f.Name)).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"There is no feature of numbers {unknown} to be monotone in.", nameof(options));
        if (options is { Objective: Objective.MultiClass, Monotone.Count: > 0 })
            throw new ArgumentException("Monotone constraints need a single output, not several classes.", nameof(options));
    }

    private static void CheckSize(Dataset train, BoostedTreesOptions options)
    {
        double label = options.Objective == Objective.Regression ? TensorPrimitives.MaxMagnitude(train.Labels) : 1;
        double weight = train.Weights.IsEmpty ? 1 : TensorPrimitives.Max(train.Weights);
        if (Math.Abs(label) * weight * options.ClassWeights.DefaultIfEmpty(1).Max() > LargestDerivative)
            throw new ArgumentException($"Labels times weights must stay below {LargestDerivative:0e0}: divide them by their scale.", nameof(train));
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
