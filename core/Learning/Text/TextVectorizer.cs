using System.Runtime.CompilerServices;
using MerchantOps.Learning.Linear;

namespace MerchantOps.Learning.Text;

/// <summary>
/// Turns texts into rows of weighted n-grams: (1 + ln count) · idf (Manning, Raghavan and Schütze, "Introduction to Information
/// Retrieval", 6.4), each block of <see cref="NgramHasher"/> scaled to the same length, so that none outweighs the others. N-grams
/// never seen in training take their share of the length: a text of foreign words becomes a short row. Immutable and thread-safe.
/// </summary>
internal sealed class TextVectorizer
{
    /// <summary>From so many texts on, n-grams found in only one of them are many and teach little; among fewer texts every one counts.</summary>
    private const int ManyTexts = 2_000;

    private const int RowsAtOnce = 64;

    private static readonly double BlockLength = 1 / Math.Sqrt(NgramHasher.Blocks);

    private readonly NgramHasher hasher;
    private readonly int[] columnOfBucket;
    private readonly int[] buckets;
    private readonly float[] idf;

    /// <param name="buckets">Those of the columns, ascending and each once.</param>
    /// <param name="idf">Of each column, then of n-grams without one.</param>
    /// <exception cref="ArgumentException">They are not that.</exception>
    public TextVectorizer(NgramHasher hasher, int[] buckets, float[] idf)
    {
        if (idf.Length != buckets.Length + 1 || Array.Exists(idf, static i => !float.IsFinite(i)))
            throw new ArgumentException("Every bucket, and all others together, need a finite weight.", nameof(idf));
        (this.hasher, this.buckets, this.idf) = (hasher, buckets, idf);
        columnOfBucket = new int[hasher.Buckets];
        Array.Fill(columnOfBucket, -1);
        for (var column = 0; column < buckets.Length; column++)
            columnOfBucket[Ascending(column)] = column;
    }

    public int Bits => hasher.Bits;

    public int Columns => buckets.Length;

    public ReadOnlySpan<int> Buckets => buckets;

    public ReadOnlySpan<float> Idf => idf;

    /// <summary>Weighs n-grams by the texts they are found in; those worth it get a column.</summary>
    public static TextVectorizer Learn(IReadOnlyList<string> texts, NgramHasher hasher, int threads, CancellationToken ct)
    {
        var found = new int[hasher.Buckets];
        ForChunks(texts.Count, threads, (_, rows) => Count(texts, rows, hasher, found), ct);
        var least = texts.Count < ManyTexts ? 1 : 2;
        var buckets = new List<int>();
        var idf = new List<float>();
        for (var bucket = 0; bucket < found.Length; bucket++)
            if (found[bucket] >= least)
            {
                buckets.Add(bucket);
                idf.Add(Weight(found[bucket], texts.Count));
            }

        return new TextVectorizer(hasher, [.. buckets], [.. idf, Weight(least - 1, texts.Count)]);
    }

    /// <summary>A row per text.</summary>
    public SparseRows Rows(IReadOnlyList<string> texts, int threads, CancellationToken ct)
    {
        var chunks = new (int[] Ends, int[] Columns, float[] Values)[(texts.Count + RowsAtOnce - 1) / RowsAtOnce];
        ForChunks(texts.Count, threads, (chunk, rows) => chunks[chunk] = Chunk(texts, rows), ct);
        var starts = new int[texts.Count + 1];
        var (row, entries) = (0, 0);
        foreach (var (ends, columns, _) in chunks)
        {
            foreach (var end in ends)
                starts[++row] = entries + end;
            entries += columns.Length;
        }

        return new SparseRows(starts, [.. chunks.SelectMany(static c => c.Columns)], [.. chunks.SelectMany(static c => c.Values)], Columns);
    }

    /// <summary>Appends the row of a text: its columns, ascending, and their values.</summary>
    public void Vectorize(ReadOnlySpan<char> text, ref PooledList<int> columns, ref PooledList<float> values)
    {
        using var found = Sorted(text);
        Blocks squares = default;
        var start = values.Count;
        var items = found.Items;
        for (int i = 0, count; i < items.Length; i += count)
        {
            count = Run(items[i..]);
            var column = columnOfBucket[items[i]];
            var value = (1 + MathF.Log(count)) * idf[column < 0 ? Columns : column];
            squares[hasher.BlockOf(items[i])] += value * value;
            if (column < 0)
                continue;
            columns.Add(column);
            values.Add(value);
        }

        for (var block = 0; block < NgramHasher.Blocks; block++)
            squares[block] = squares[block] > 0 ? BlockLength / Math.Sqrt(squares[block]) : 0;
        for (var i = start; i < values.Count; i++)
            values.Items[i] *= (float)squares[hasher.BlockOf(buckets[columns.Items[i]])];
    }

    private static float Weight(int found, int texts) => (float)(Math.Log((1.0 + texts) / (1 + found)) + 1);

    private static void Count(IReadOnlyList<string> texts, Range rows, NgramHasher hasher, int[] found)
    {
        var buckets = new PooledList<int>(512);
        for (var row = rows.Start.Value; row < rows.End.Value; row++, buckets.Clear())
        {
            hasher.Hash(texts[row], ref buckets);
            buckets.Items.Sort();
            var items = buckets.Items;
            for (var i = 0; i < items.Length; i += Run(items[i..]))
                Interlocked.Increment(ref found[items[i]]);
        }

        buckets.Dispose();
    }

    private static void ForChunks(int rows, int threads, Action<int, Range> work, CancellationToken ct) => Parallel.For(
        0,
        (rows + RowsAtOnce - 1) / RowsAtOnce,
        new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct },
        chunk => work(chunk, (chunk * RowsAtOnce)..Math.Min(rows, (chunk + 1) * RowsAtOnce)));

    private static int Run(ReadOnlySpan<int> sorted) => sorted.IndexOfAnyExcept(sorted[0]) is > 0 and var end ? end : sorted.Length;

    private int Ascending(int column) => buckets[column] < hasher.Buckets && buckets[column] > (column == 0 ? -1 : buckets[column - 1])
        ? buckets[column]
        : throw new ArgumentException($"Bucket {buckets[column]} is out of order or range.");

    private (int[] Ends, int[] Columns, float[] Values) Chunk(IReadOnlyList<string> texts, Range rows)
    {
        var (columns, values) = (new PooledList<int>(1 << 14), new PooledList<float>(1 << 14));
        var ends = new int[rows.End.Value - rows.Start.Value];
        for (var i = 0; i < ends.Length; i++)
        {
            Vectorize(texts[rows.Start.Value + i], ref columns, ref values);
            ends[i] = columns.Count;
        }

        var chunk = (ends, columns.Items.ToArray(), values.Items.ToArray());
        columns.Dispose();
        values.Dispose();
        return chunk;
    }

    private PooledList<int> Sorted(ReadOnlySpan<char> text)
    {
        var found = new PooledList<int>(512);
        hasher.Hash(text, ref found);
        found.Items.Sort();
        return found;
    }

    [InlineArray(NgramHasher.Blocks)]
    private struct Blocks
    {
        private double first;
    }
}
