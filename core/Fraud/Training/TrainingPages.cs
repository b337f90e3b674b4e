using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using MerchantOps.Ingestion;
using MerchantOps.Storage;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// What a run has collected, in pages of a thousand orders per slice of the archive. Collecting a slice again replaces it; the pages
/// expire by themselves. Thread-safe.
/// </summary>
internal sealed class TrainingPages(OrderScan scan, IDocumentStore store, TimeProvider time)
{
    private const int PageRows = 1_000;

    private static readonly TimeSpan Keep = TimeSpan.FromDays(3);

    /// <summary>Copies the orders decided in <c>[from, until)</c>.</summary>
    public async Task CollectAsync(string run, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var (rows, number) = (new List<TrainingExample>(), 0);
        await foreach (var record in scan.ScanAsync(from, until, ct))
        {
            if (TrainingExample.Of(record) is not { } example)
                continue;
            if (rows.Count == PageRows)
            {
                await SaveAsync(KeyOf(run, from, number++), rows, last: false, ct);
                rows.Clear();
            }

            rows.Add(example);
        }

        await SaveAsync(KeyOf(run, from, number), rows, last: true, ct);
    }

    /// <summary>The orders of a slice, in the order of the archive; none when it was never collected.</summary>
    public async IAsyncEnumerable<TrainingExample> ReadAsync(string run, DateTimeOffset from, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = false;
        for (var number = 0; !last; number++)
        {
            if (await store.FindAsync(KeyOf(run, from, number), ct) is not { } document)
                yield break;
            var page = JsonSerializer.Deserialize(document.Json.Span, TrainingJson.Default.TrainingPage)!;
            last = page.Last;
            foreach (var example in Unpack(page))
                yield return example;
        }
    }

    private Task<SaveResult> SaveAsync(DocumentKey key, List<TrainingExample> rows, bool last, CancellationToken ct)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(gzip))
            foreach (var row in rows)
                row.Write(writer);
        var page = new TrainingPage(rows.Count, rows.Count == 0 ? 0 : rows[0].Features.Length, last, packed.ToArray());
        return store.SaveAsync(DocumentWrite.Upsert(key, JsonSerializer.SerializeToUtf8Bytes(page, TrainingJson.Default.TrainingPage), time.GetUtcNow() + Keep), ct);
    }

    private static List<TrainingExample> Unpack(TrainingPage page)
    {
        using var reader = new BinaryReader(new GZipStream(new MemoryStream(page.Packed), CompressionMode.Decompress));
        var rows = new List<TrainingExample>(page.Count);
        for (var i = 0; i < page.Count; i++)
            rows.Add(TrainingExample.Read(reader, page.Width));
        return rows;
    }

    private static DocumentKey KeyOf(string run, DateTimeOffset from, int number) =>
        new("jobs", $"training|{run}", string.Create(CultureInfo.InvariantCulture, $"{from.UtcDateTime:yyyyMMddHHmmss}|{number:D4}"));
}

/// <param name="Width">Features per order.</param>
/// <param name="Last">Whether the slice ends here: pages after it are of an attempt that was given up.</param>
/// <param name="Packed">gzip of the orders one after the other.</param>
internal sealed record TrainingPage(int Count, int Width, bool Last, byte[] Packed)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;
}
