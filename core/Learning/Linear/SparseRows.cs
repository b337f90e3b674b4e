namespace MerchantOps.Learning.Linear;

/// <summary>
/// A matrix of mostly zeros, row by row (CSR). Row r holds the entries from <c>Starts[r]</c> to <c>Starts[r + 1]</c> of
/// <see cref="Columns"/> and <see cref="Values"/>. Holds the arrays it is given; learners do not change them. Thread-safe.
/// </summary>
public sealed class SparseRows
{
    /// <param name="starts">One more than there are rows, not falling, from 0 to the number of entries.</param>
    /// <param name="columns">Column of each entry, 0 to <paramref name="width"/> - 1, ascending within a row and each at most once.</param>
    /// <param name="values">Finite.</param>
    /// <param name="width">Number of columns.</param>
    /// <exception cref="ArgumentException">The arrays do not make such a matrix.</exception>
    public SparseRows(int[] starts, int[] columns, float[] values, int width)
    {
        if (columns.Length != values.Length)
            throw new ArgumentException($"There are {columns.Length} columns for {values.Length} values.", nameof(columns));
        if (starts is not [0, ..] || starts[^1] != columns.Length)
            throw new ArgumentException("Starts must lead from 0 to the number of entries.", nameof(starts));
        for (var row = 0; row + 1 < starts.Length; row++)
            CheckRow(row, starts, columns, values, width);
        (Starts, Columns, Values, Width) = (starts, columns, values, width);
    }

    public int[] Starts { get; }

    public int[] Columns { get; }

    public float[] Values { get; }

    public int Width { get; }

    public int Rows => Starts.Length - 1;

    public ReadOnlySpan<int> ColumnsOf(int row) => Columns.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    public ReadOnlySpan<float> ValuesOf(int row) => Values.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    private static void CheckRow(int row, int[] starts, int[] columns, float[] values, int width)
    {
        if (starts[row + 1] < starts[row] || starts[row + 1] > columns.Length)
            throw new ArgumentException($"Row {row} ends before it starts.", nameof(starts));
        var last = -1;
        for (var at = starts[row]; at < starts[row + 1]; at++)
        {
            if (columns[at] <= last || columns[at] >= width)
                throw new ArgumentException($"Row {row}: column {columns[at]} is out of order or not below {width}.", nameof(columns));
            if (!float.IsFinite(values[at]))
                throw new ArgumentException($"Row {row}: column {columns[at]} is not a finite number.", nameof(values));
            last = columns[at];
        }
    }
}
