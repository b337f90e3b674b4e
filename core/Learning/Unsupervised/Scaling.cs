using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>What makes features comparable: less their mean, by their standard deviation. Immutable.</summary>
internal sealed record Scaling(float[] Means, float[] Scales)
{
    public static Scaling None(int features) => new(new float[features], [.. Enumerable.Repeat(1f, features)]);

    /// <exception cref="ArgumentException">A value is missing or infinite.</exception>
    public static Scaling Of(Dataset data)
    {
        var (means, scales) = (new float[data.Features.Count], new float[data.Features.Count]);
        for (var j = 0; j < means.Length; j++)
        {
            double sum = 0, squares = 0;
            foreach (var value in data.Column(j))
                sum += value;
            var mean = sum / data.Rows;
            foreach (var value in data.Column(j))
                squares += (value - mean) * (value - mean);
            var deviation = Math.Sqrt(squares / data.Rows);
            if (!double.IsFinite(deviation))
                throw new ArgumentException($"Feature {data.Features[j].Name} has missing or infinite values.", nameof(data));
            (means[j], scales[j]) = ((float)mean, deviation > 0 ? (float)deviation : 1);
        }

        return new Scaling(means, scales);
    }

    public float[][] Apply(Dataset data)
    {
        var scaled = new float[Means.Length][];
        for (var j = 0; j < scaled.Length; j++)
        {
            scaled[j] = data.Column(j).ToArray();
            for (var i = 0; i < scaled[j].Length; i++)
                scaled[j][i] = (scaled[j][i] - Means[j]) / Scales[j];
        }

        return scaled;
    }
}
