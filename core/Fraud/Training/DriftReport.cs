using MerchantOps.Learning.Data;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Fraud.Training;

/// <summary>How far the newest orders are from those a model was accepted on (population stability index: below 0.1 little has moved, above 0.25 much has).</summary>
/// <param name="Orders">How many new ones were looked at.</param>
/// <param name="Score">Of the model's probabilities.</param>
/// <param name="Features">Those beyond <see cref="Alarm"/>, most first.</param>
/// <param name="Alarms">In words; empty when all is quiet.</param>
public sealed record DriftReport(DateTimeOffset At, string Model, int Orders, double Score, IReadOnlyList<FeatureDrift> Features, IReadOnlyList<string> Alarms)
{
    public const double Alarm = 0.25;

    private const int LeastOrders = 200, MostFeatures = 20;

    /// <param name="reference">Orders as they were when the model was trained.</param>
    /// <param name="current">The newest.</param>
    /// <returns>Null when either has too few orders, for few look like drift.</returns>
    public static DriftReport? Of(FraudModel model, TrainingRows reference, TrainingRows current, DateTimeOffset at)
    {
        if (reference.Count < LeastOrders || current.Count < LeastOrders)
            return null;

        var score = PopulationStability.OfNumbers(ScoresOf(model, reference)).Of(ScoresOf(model, current));
        var moved = new List<FeatureDrift>();
        for (var j = 0; j < reference.Features.Count; j++)
            if (IndexOf(reference, current, j) is > Alarm and var index)
                moved.Add(new FeatureDrift(reference.Features[j].Name, Math.Round(index, 4)));
        moved.Sort(static (a, b) => b.Index.CompareTo(a.Index));

        List<string> alarms = score > Alarm ? [FormattableString.Invariant($"scores have shifted: {score:F2}")] : [];
        alarms.AddRange(moved.Take(MostFeatures).Select(static f => FormattableString.Invariant($"{f.Name} has shifted: {f.Index:F2}")));
        return new DriftReport(at, model.Version, current.Count, Math.Round(score, 4), [.. moved.Take(MostFeatures)], alarms);
    }

    private static double IndexOf(TrainingRows reference, TrainingRows current, int column)
    {
        var before = ColumnOf(reference, column);
        var stability = reference.Features[column].Kind == FeatureKind.Category ? PopulationStability.OfCategories(before) : PopulationStability.OfNumbers(before);
        return stability.Of(ColumnOf(current, column));
    }

    private static float[] ColumnOf(TrainingRows rows, int column) => [.. Enumerable.Range(0, rows.Count).Select(i => rows[i].Features[column])];

    private static float[] ScoresOf(FraudModel model, TrainingRows rows) => [.. Enumerable.Range(0, rows.Count).Select(i => (float)model.Score(rows[i].Features))];
}

/// <param name="Index">Population stability index.</param>
public sealed record FeatureDrift(string Name, double Index);
