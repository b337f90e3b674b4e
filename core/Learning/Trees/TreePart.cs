namespace MerchantOps.Learning.Trees;

/// <summary>
/// The rows and features one tree is grown on, copied together with their derivatives: a deep node, whose rows lie far apart, finds all it
/// needs of a row in one place. Holds the scratch memory of one training; not thread-safe.
/// </summary>
internal sealed class TreePart(BinnedTable table, WorkerTeam team)
{
    private const int ChunkRows = 1 << 13;

    private ulong[] words = [];

    /// <summary>Row by row: <see cref="Groups"/> words of eight bins each, then the packed derivatives.</summary>
    public ulong[] Words => words;

    /// <summary>By position within a row, the feature of the table; rising.</summary>
    public int[] Features { get; private set; } = [];

    public int Groups { get; private set; }

    public int RowWords => Groups + 1;

    public FeatureBins BinsOf(int position) => table.Features[Features[position]];

    public void Take(RowSampler sample, int[] features)
    {
        (Features, Groups) = (features, (features.Length + BinnedTable.GroupWidth - 1) / BinnedTable.GroupWidth);
        if (words.Length < (long)sample.Count * RowWords)
            words = GC.AllocateUninitializedArray<ulong>(Math.Min(table.Rows, sample.Count + (sample.Count / 8) + 64) * RowWords);
        team.Do((sample.Count + ChunkRows - 1) / ChunkRows, (_, chunk) => Copy(sample, chunk * ChunkRows, Math.Min(sample.Count, (chunk + 1) * ChunkRows)));
    }

    private unsafe void Copy(RowSampler sample, int from, int to)
    {
        fixed (byte* source = table.Bins)
        fixed (ulong* target = words)
        {
            for (var group = 0; group < Groups; group++)
                Copy(source, target + group, sample.Rows, from, to, Features.AsSpan(group * BinnedTable.GroupWidth));
            for (var i = from; i < to; i++)
                target[((nint)i * RowWords) + Groups] = (ulong)sample.Packed[i];
        }
    }

    private unsafe void Copy(byte* source, ulong* target, int[] rows, int from, int to, ReadOnlySpan<int> features)
    {
        // Positions past the last feature repeat the first, and nobody looks at them.
        Span<int> at = stackalloc int[BinnedTable.GroupWidth];
        at.Fill(features[0]);
        features[..Math.Min(at.Length, features.Length)].CopyTo(at);
        int a = at[0], b = at[1], c = at[2], d = at[3], e = at[4], f = at[5], g = at[6], h = at[7];
        for (var i = from; i < to; i++)
        {
            var row = source + ((nint)rows[i] * table.RowBytes);
            var low = row[a] | ((uint)row[b] << 8) | ((uint)row[c] << 16) | ((uint)row[d] << 24);
            var high = row[e] | ((uint)row[f] << 8) | ((uint)row[g] << 16) | ((uint)row[h] << 24);
            target[(nint)i * RowWords] = low | ((ulong)high << 32);
        }
    }
}
