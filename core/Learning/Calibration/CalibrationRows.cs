namespace MerchantOps.Learning.Calibration;

/// <summary>Rows of equal score as one.</summary>
/// <param name="Weight">Of all of them, above 0.</param>
/// <param name="Positive">The part of it that is labelled positive.</param>
internal readonly record struct ScoredWeight(double Score, double Weight, double Positive);

/// <summary>What a calibration is fitted on.</summary>
internal static class CalibrationRows
{
    /// <summary>Different scores that weigh something, rising.</summary>
    /// <exception cref="ArgumentException">Lengths differ, a score or label is out of range, or no row weighs anything.</exception>
    public static List<ScoredWeight> Sorted(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        if (scores.Length != labels.Length || (!weights.IsEmpty && weights.Length != labels.Length))
            throw new ArgumentException($"{scores.Length} scores and {weights.Length} weights are given for {labels.Length} labels.", nameof(scores));

        var (keys, rows) = (scores.ToArray(), new int[scores.Length]);
        for (var i = 0; i < rows.Length; i++)
            rows[i] = double.IsFinite(scores[i]) && labels[i] is >= 0 and <= 1
                ? i
                : throw new ArgumentException($"Row {i} has the score {scores[i]} and the label {labels[i]}: one is out of range.", nameof(scores));
        Array.Sort(keys, rows);

        var sorted = new List<ScoredWeight>();
        for (var i = 0; i < keys.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[rows[i]];
            if (weight <= 0)
                continue;
            var row = new ScoredWeight(keys[i], weight, weight * labels[rows[i]]);
            if (sorted is [.., var last] && last.Score == row.Score)
                sorted[^1] = new ScoredWeight(row.Score, last.Weight + row.Weight, last.Positive + row.Positive);
            else
                sorted.Add(row);
        }

        return sorted.Count > 0 ? sorted : throw new ArgumentException("No row weighs anything.", nameof(scores));
    }
}
