namespace MerchantOps.Learning.Measures;

/// <summary>How often each class was taken for each other one. Costs classes² in memory and one pass over the rows. Immutable.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[,] counts;

    /// <param name="predicted">Class codes, 0 … <paramref name="classes"/> - 1.</param>
    /// <param name="actual">As many, of the same range.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ or a code is out of range.</exception>
    public ConfusionMatrix(ReadOnlySpan<int> predicted, ReadOnlySpan<int> actual, int classes, ReadOnlySpan<float> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (predicted.Length != actual.Length || (!weights.IsEmpty && weights.Length != actual.Length))
            throw new ArgumentException($"{predicted.Length} predictions and {weights.Length} weights are given for {actual.Length} rows.", nameof(predicted));

        (Classes, counts) = (classes, new double[classes, classes]);
        for (var i = 0; i < actual.Length; i++)
        {
            if ((uint)predicted[i] >= (uint)classes || (uint)actual[i] >= (uint)classes)
                throw new ArgumentException($"Row {i} has class {actual[i]}, predicted {predicted[i]}: there are {classes} classes.", nameof(predicted));
            counts[actual[i], predicted[i]] += weights.IsEmpty ? 1 : weights[i];
        }
    }

    public int Classes { get; }

    public double this[int actual, int predicted] => counts[actual, predicted];

    /// <summary>Share of rows predicted right; NaN without rows.</summary>
    public double Accuracy
    {
        get
        {
            var (right, all) = (0.0, 0.0);
            for (var c = 0; c < Classes; c++)
                right += counts[c, c];
            foreach (var count in counts)
                all += count;
            return right / all;
        }
    }

    /// <summary>Mean of F1 over the classes that occur among the actual or the predicted ones, each counting alike however rare; NaN without rows.</summary>
    public double MacroF1 => Enumerable.Range(0, Classes).Select(Of).Where(static c => c.TruePositives + c.FalsePositives + c.FalseNegatives > 0)
        .Select(static c => c.F1).DefaultIfEmpty(double.NaN).Average();

    /// <summary>One class against all others.</summary>
    public Confusion Of(int positive)
    {
        double right = counts[positive, positive], missed = -right, wrong = -right, all = 0;
        for (var c = 0; c < Classes; c++)
        {
            missed += counts[positive, c];
            wrong += counts[c, positive];
        }

        foreach (var count in counts)
            all += count;
        return new Confusion(right, wrong, all - right - wrong - missed, missed);
    }
}
