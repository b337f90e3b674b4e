using System.Numerics.Tensors;

namespace MerchantOps.Learning.Linear;

/// <summary>Rows with every value, shifted to mean 0 and scaled to standard deviation 1, each with its weight.</summary>
internal sealed class DenseDesign : IDesign
{
    /// <summary>What the variance of a constant column may come out as, against its squared mean.</summary>
    private const double RoundingError = 1e-20;

    private readonly double[] values;

    /// <param name="values">Row by row; standardised in place.</param>
    /// <param name="rowWeights">Empty for 1 each.</param>
    public DenseDesign(double[] values, int rows, ReadOnlySpan<float> rowWeights)
    {
        (this.values, Rows, Width) = (values, rows, rows == 0 ? 0 : values.Length / rows);
        (Means, Scales) = (new double[Width], new double[Width]);
        Standardise(rowWeights);
    }

    public int Rows { get; }

    public int Width { get; }

    public double[] Means { get; }

    /// <summary>Standard deviations; 1 for a constant column.</summary>
    public double[] Scales { get; }

    public ReadOnlySpan<double> Row(int row) => values.AsSpan(row * Width, Width);

    public double Dot(int row, ReadOnlySpan<double> weights) => TensorPrimitives.Dot(Row(row), weights[..Width]) + weights[Width];

    public void AddTo(int row, double factor, Span<double> sums)
    {
        TensorPrimitives.MultiplyAdd(Row(row), factor, sums[..Width], sums[..Width]);
        sums[Width] += factor;
    }

    public void Unscale(Span<double> weights)
    {
        for (var j = 0; j < Width; j++)
        {
            weights[j] /= Scales[j];
            weights[Width] -= weights[j] * Means[j];
        }
    }

    private void Standardise(ReadOnlySpan<float> rowWeights)
    {
        var total = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            var weight = rowWeights.IsEmpty ? 1 : rowWeights[row];
            total += weight;
            TensorPrimitives.MultiplyAdd(Row(row), weight, Means, Means);
        }

        TensorPrimitives.Divide<double>(Means, Math.Max(total, double.Epsilon), Means);
        for (var row = 0; row < Rows; row++)
        {
            var own = values.AsSpan(row * Width, Width);
            TensorPrimitives.Subtract(own, Means, own);
            var share = (rowWeights.IsEmpty ? 1 : rowWeights[row]) / Math.Max(total, double.Epsilon);
            for (var j = 0; j < Width; j++)
                Scales[j] += own[j] * own[j] * share;
        }

        for (var j = 0; j < Width; j++)
            Scales[j] = Scales[j] > RoundingError * Means[j] * Means[j] ? Math.Sqrt(Scales[j]) : 1;
        for (var row = 0; row < Rows; row++)
            TensorPrimitives.Divide(Row(row), Scales, values.AsSpan(row * Width, Width));
    }
}
