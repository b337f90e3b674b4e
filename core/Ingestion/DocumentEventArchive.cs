using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Ingestion;

/// <summary>
/// The archive in documents: packed pages in partitions by hour and shard, so a scan is a list of partitions. For streams that
/// forget (Event Hubs, or an embedded log that is trimmed).
/// </summary>
internal sealed class DocumentEventArchive(IDocumentStore store) : IEventArchive
{
    private const string Container = "archive";

    private const int Shards = 4, MaxPageBytes = 1_000_000;

    public async Task AppendAsync(EventBatch batch, CancellationToken ct)
    {
        var writes = new List<DocumentWrite>();
        for (var first = 0; first < batch.Records.Count;)
        {
            var (next, bytes) = (first, 0);
            while (next < batch.Records.Count && (next == first || bytes + batch.Records[next].Body.Length <= MaxPageBytes) && SameHour(batch, first, next))
                bytes += batch.Records[next++].Body.Length;
            writes.Add(PageOf(batch, first, next));
            first = next;
        }

        await store.SaveManyAsync(writes, ct);
    }

    public async IAsyncEnumerable<SourcedRecord> ScanAsync(DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        var hour = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero).AddHours(from.UtcDateTime.Hour);
        for (; hour < until; hour = hour.AddHours(1))
            for (var shard = 0; shard < Shards; shard++)
                await foreach (var found in ScanPartitionAsync(PartitionOf(hour, shard), ct))
                    if (found.Record.EnqueuedAt >= from && found.Record.EnqueuedAt < until)
                        yield return found;
    }

    // Batches that were delivered again may have been cut elsewhere, so pages may overlap: the highest sequence given decides.
    private async IAsyncEnumerable<SourcedRecord> ScanPartitionAsync(string partition, [EnumeratorCancellation] CancellationToken ct)
    {
        var given = new Dictionary<StreamSource, long>();
        string? continuation = null;
        do
        {
            var page = await store.ListAsync(new DocumentRange(Container, partition), 50, continuation, ct);
            foreach (var document in page.Documents)
            {
                var content = JsonSerializer.Deserialize(document.Json.Span, IngestionJson.Default.ArchivePage)!;
                var source = new StreamSource(content.Hub, content.Partition, content.Generation);
                foreach (var record in Unpack(content))
                {
                    if (record.Sequence <= given.GetValueOrDefault(source, -1))
                        continue;
                    given[source] = record.Sequence;
                    yield return new SourcedRecord(source, record);
                }
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static bool SameHour(EventBatch batch, int a, int b)
    {
        var (first, second) = (batch.Records[a].EnqueuedAt.UtcDateTime, batch.Records[b].EnqueuedAt.UtcDateTime);
        return first.Date == second.Date && first.Hour == second.Hour;
    }

    private static DocumentWrite PageOf(EventBatch batch, int first, int next)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(gzip))
            for (var i = first; i < next; i++)
            {
                var record = batch.Records[i];
                writer.Write(record.Sequence);
                writer.Write(record.EnqueuedAt.UtcTicks);
                writer.Write(record.Body.Length);
                writer.Write(record.Body.Span);
            }

        var head = batch.Records[first];
        var page = new ArchivePage(batch.Source.Hub, batch.Source.Partition, batch.Source.Generation, next - first, packed.ToArray());
        var shard = (int)(Math.Abs((long)StableHash(batch.Source.Partition)) % Shards);
        var id = string.Create(CultureInfo.InvariantCulture, $"{DocumentKey.Escape(batch.Source.Name.Replace('/', '-'))}:{head.Sequence:D19}");
        return DocumentWrite.Upsert(
            new DocumentKey(Container, PartitionOf(head.EnqueuedAt, shard), id), JsonSerializer.SerializeToUtf8Bytes(page, IngestionJson.Default.ArchivePage));
    }

    private static List<StreamRecord> Unpack(ArchivePage page)
    {
        using var reader = new BinaryReader(new GZipStream(new MemoryStream(page.Packed), CompressionMode.Decompress));
        var records = new List<StreamRecord>(page.Count);
        for (var i = 0; i < page.Count; i++)
            records.Add(new StreamRecord(reader.ReadInt64(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), reader.ReadBytes(reader.ReadInt32())));
        return records;
    }

    private static string PartitionOf(DateTimeOffset at, int shard) => string.Create(CultureInfo.InvariantCulture, $"events|{at.UtcDateTime:yyyyMMddHH}|{shard}");

    private static int StableHash(string text)
    {
        var hash = 17;
        foreach (var c in text)
            hash = unchecked((hash * 31) + c);
        return hash;
    }
}

/// <summary>A page of the archive.</summary>
/// <param name="Packed">gzip of, per event: sequence, ticks of the time it was enqueued, length, body.</param>
public sealed record ArchivePage(string Hub, string Partition, int Generation, int Count, byte[] Packed);
