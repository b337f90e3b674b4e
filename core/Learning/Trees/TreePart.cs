namespace MerchantOps.Learning.Trees;

/// <summary>
/// The rows and features one tree is grown on, copied together, so that deep nodes find eight of the tree's own features in every word they
/// load. Without sampling it is the table itself. Holds the scratch memory of one training; not thread-safe.
/// </summary>
internal sealed class TreePart(BinnedTable table, bool isWhole, WorkerTeam team)
{
    private const int ChunkRows = 1 << 13;

    private byte[] packed = [];

    /// <summary>Bins row by row, <see cref="RowBytes"/> a row.</summary>
    public byte[] Bins { get; private set; } = table.Bins;

    /// <summary>By position within a row, the feature of the table; rising.</summary>
    public int[] Features { get; private set; } = [];

    /// <summary>Words of eight features in a row.</summary>
    public int Groups { get; private set; }

    public int RowBytes => Groups * BinnedTable.GroupWidth;

    public FeatureBins BinsOf(int position) => table.Features[Features[position]];

    public void Take(ReadOnlyMemory<int> rows, int[] features)
    {
        (Features, Groups) = (features, (features.Length + BinnedTable.GroupWidth - 1) / BinnedTable.GroupWidth);
        if (isWhole)
            return;
        if (packed.Length < (long)rows.Length * RowBytes)
            packed = GC.AllocateUninitializedArray<byte>(Math.Min(table.Rows, rows.Length + (rows.Length / 8) + 64) * RowBytes);
        Bins = packed;
        team.Do((rows.Length + ChunkRows - 1) / ChunkRows, (_, chunk) => Copy(rows.Span, chunk * ChunkRows, Math.Min(rows.Length, (chunk + 1) * ChunkRows)));
    }

    private unsafe void Copy(ReadOnlySpan<int> rows, int from, int to)
    {
        fixed (byte* source = table.Bins, target = packed)
            for (var group = 0; group < Groups; group++)
                Copy(source, (ulong*)target + group, rows, from, to, Features.AsSpan(group * BinnedTable.GroupWidth));
    }

    private unsafe void Copy(byte* source, ulong* target, ReadOnlySpan<int> rows, int from, int to, ReadOnlySpan<int> features)
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
            target[(nint)i * Groups] = low | ((ulong)high << 32);
        }
    }
}
