using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// A data set cut into bins, a byte per value, row by row; rows are padded to whole words of eight features, which a histogram pass loads
/// at once. Immutable once made.
/// </summary>
internal sealed class BinnedTable
{
    /// <summary>Features in a word.</summary>
    public const int GroupWidth = 8;

    private const int ChunkRows = 1 << 14;

    private readonly byte[] bins;

    private BinnedTable(FeatureBins[] features, int rows)
    {
        (Features, Rows, Groups) = (features, rows, (features.Length + GroupWidth - 1) / GroupWidth);
        if ((long)rows * RowBytes > Array.MaxLength)
            throw new ArgumentException($"{rows} rows of {features.Length} features are too many for one table: learn from a sample.");
        bins = new byte[rows * RowBytes];
    }

    public FeatureBins[] Features { get; }

    public int Rows { get; }

    /// <summary>Words per row.</summary>
    public int Groups { get; }

    public int RowBytes => Groups * GroupWidth;

    /// <summary>Rows × <see cref="RowBytes"/>.</summary>
    public byte[] Bins => bins;

    public static BinnedTable Learn(Dataset data, int maxBins, WorkerTeam team, CancellationToken ct)
    {
        var features = new FeatureBins[data.Features.Count];
        team.Do(features.Length, (_, j) =>
        {
            ct.ThrowIfCancellationRequested();
            features[j] = FeatureBins.Of(data.Features[j], data.Column(j), maxBins);
        });
        return Of(data, features, team, ct);
    }

    /// <summary>Cuts other rows at the same places.</summary>
    public static BinnedTable Of(Dataset data, FeatureBins[] features, WorkerTeam team, CancellationToken ct)
    {
        var table = new BinnedTable(features, data.Rows);
        team.Do((data.Rows + ChunkRows - 1) / ChunkRows, (_, chunk) =>
        {
            ct.ThrowIfCancellationRequested();
            table.Fill(data, chunk * ChunkRows, Math.Min(data.Rows, (chunk + 1) * ChunkRows));
        });
        return table;
    }

    private void Fill(Dataset data, int from, int to)
    {
        for (var j = 0; j < Features.Length; j++)
        {
            var feature = Features[j];
            var column = data.Column(j);
            for (int i = from, at = (from * RowBytes) + j; i < to; i++, at += RowBytes)
                bins[at] = feature.BinOf(column[i]);
        }
    }
}
