using MerchantOps.Fraud.Training;
using MerchantOps.Learning.Data;

namespace MerchantOps.Tests.Core.Fraud.Training;

/// <summary>Labelled orders whose probability of fraud is known: a logistic function of the first features, the rest are noise or never change.</summary>
internal static class Market
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="width">Columns in all, at least 5: two that tell, one noise, the others constant.</param>
    public static TrainingRows Rows(int count, int seed, int width = 5, double days = 60, float weight = 1, double bias = -3.5)
    {
        var random = new Random(seed);
        var rows = new TrainingRow[count];
        for (var i = 0; i < count; i++)
        {
            var features = new float[width];
            for (var j = 0; j < 3; j++)
                features[j] = random.NextSingle() * 2;
            features[3] = float.NaN;
            rows[i] = new TrainingRow(features, random.NextDouble() < Truth(features, bias), Start.AddDays(days * i / count), weight);
        }

        return new TrainingRows([.. Enumerable.Range(0, width).Select(static j => Feature.Number($"f{j}"))], 2, rows);
    }

    public static double Truth(ReadOnlySpan<float> features, double bias = -3.5) => 1 / (1 + Math.Exp(-(bias + (2.5 * features[0]) - features[1])));
}
