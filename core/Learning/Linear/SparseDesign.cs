namespace MerchantOps.Learning.Linear;

/// <summary>Sparse rows, columns scaled to a standard deviation of 1 but not shifted: zeros stay zeros.</summary>
internal sealed class SparseDesign : IDesign
{
    private readonly SparseRows rows;
    private readonly double[] inverseScales;

    /// <param name="rowWeights">Empty for 1 each.</param>
    public SparseDesign(SparseRows rows, ReadOnlySpan<float> rowWeights)
    {
        this.rows = rows;
        var (sums, squares, total) = (new double[rows.Width], new double[rows.Width], double.Epsilon);
        for (var row = 0; row < rows.Rows; row++)
        {
            var weight = rowWeights.IsEmpty ? 1.0 : rowWeights[row];
            total += weight;
            for (var i = rows.Starts[row]; i < rows.Starts[row + 1]; i++)
            {
                sums[rows.Columns[i]] += weight * rows.Values[i];
                squares[rows.Columns[i]] += weight * rows.Values[i] * rows.Values[i];
            }
        }

        inverseScales = new double[rows.Width];
        for (var j = 0; j < rows.Width; j++)
        {
            var (square, mean) = (squares[j] / total, sums[j] / total);
            var variance = square - (mean * mean);
            // That of a constant column is what rounding leaves of it.
            inverseScales[j] = variance > 1e-12 * square ? 1 / Math.Sqrt(variance) : 1;
        }
    }

    public int Rows => rows.Rows;

    public int Width => rows.Width;

    public double Dot(int row, ReadOnlySpan<double> weights)
    {
        var (columns, values) = (rows.Columns, rows.Values);
        var sum = weights[Width];
        for (var i = rows.Starts[row]; i < rows.Starts[row + 1]; i++)
            sum += values[i] * inverseScales[columns[i]] * weights[columns[i]];
        return sum;
    }

    public void AddTo(int row, double factor, Span<double> sums)
    {
        var (columns, values) = (rows.Columns, rows.Values);
        for (var i = rows.Starts[row]; i < rows.Starts[row + 1]; i++)
            sums[columns[i]] += factor * values[i] * inverseScales[columns[i]];
        sums[Width] += factor;
    }

    public void Unscale(Span<double> weights)
    {
        for (var j = 0; j < Width; j++)
            weights[j] *= inverseScales[j];
    }
}
