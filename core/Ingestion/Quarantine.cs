using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Ingestion;

/// <summary>
/// Where unreadable events wait for a person: they can be listed, looked at, mended and replayed. A replay appends the event anew
/// and can safely be repeated: an event is recognised by its own id. Thread-safe.
/// </summary>
public sealed class Quarantine(IDocumentStore store, IEventStream stream, TimeProvider time)
{
    private const string Container = "quarantine", Partition = "events";

    // An entry may hold a body of a megabyte, so pages are filled in small steps and end when they are large enough.
    private const int StepSize = 20, MaxPageBytes = 8_000_000;

    /// <summary>A page of entries in the order of the stream.</summary>
    /// <param name="state">open, mended or replayed; null for all.</param>
    /// <param name="limit">1 to 1,000; a page ends earlier when its bodies grow large.</param>
    public async Task<QuarantinePage> ListAsync(string? state, int limit, string? after, CancellationToken ct)
    {
        if (limit is < 1 or > 1000)
            throw new InvalidInputException("invalid-limit", "limit must lie between 1 and 1000.");
        if (state is not (null or QuarantinedEvent.Open or QuarantinedEvent.MendedState or QuarantinedEvent.Replayed))
            throw new InvalidInputException("invalid-state", "state must be open, mended or replayed.");

        var (events, bytes) = (new List<QuarantinedEvent>(), 0);
        do
        {
            var page = await store.ListAsync(new DocumentRange(Container, Partition), Math.Min(limit - events.Count, StepSize), after, ct);
            foreach (var document in page.Documents)
                if (Read(document) is var entry && (state is null || entry.State == state))
                {
                    events.Add(entry);
                    bytes += document.Json.Length;
                }

            after = page.Continuation;
        }
        while (after is not null && events.Count < limit && bytes < MaxPageBytes);
        return new QuarantinePage(events, after);
    }

    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<QuarantinedEvent> FindAsync(string id, CancellationToken ct) => (await LoadAsync(id, ct)).Entry;

    /// <summary>Puts another body in the event's place, to be replayed; the raw bytes stay.</summary>
    /// <exception cref="InvalidInputException">The new body cannot be read either; the message says why.</exception>
    public async Task<QuarantinedEvent> MendAsync(string id, ReadOnlyMemory<byte> body, string by, CancellationToken ct)
    {
        var (entry, document) = await LoadAsync(id, ct);
        _ = IncomingEvent.Read(new StreamSource("mended", "0", 0), new StreamRecord(0, entry.EnqueuedAt, body));
        return await ChangeAsync(entry with { Mended = body.ToArray(), State = QuarantinedEvent.MendedState }, document, by, ct);
    }

    /// <summary>Appends the mended event (or the raw one, when what refused it has been fixed since) to the stream anew.</summary>
    public async Task<QuarantinedEvent> ReplayAsync(string id, string by, CancellationToken ct)
    {
        var (entry, document) = await LoadAsync(id, ct);
        var body = entry.Mended ?? entry.Body;
        var incoming = IncomingEvent.Read(new StreamSource("mended", "0", 0), new StreamRecord(0, entry.EnqueuedAt, body));
        await stream.AppendAsync([new StreamEvent(incoming.Merchant, body)], ct);
        return await ChangeAsync(entry with { State = QuarantinedEvent.Replayed }, document, by, ct);
    }

    /// <summary>The write that puts a record into quarantine; a redelivered record conflicts and changes nothing.</summary>
    internal static DocumentWrite Enter(StreamSource source, StreamRecord record, MerchantOpsException reason)
    {
        var id = QuarantinedEvent.IdOf(source, record.Sequence);
        var entry = new QuarantinedEvent(id, reason.Code, reason.Message, source.Name, record.Sequence, record.EnqueuedAt, record.Body.ToArray());
        return DocumentWrite.Create(new DocumentKey(Container, Partition, id), Write(entry));
    }

    private async Task<QuarantinedEvent> ChangeAsync(QuarantinedEvent entry, Document document, string by, CancellationToken ct)
    {
        var changed = entry with { By = by, ChangedAt = time.GetUtcNow() };
        var result = await store.SaveAsync(DocumentWrite.Replace(document.Key, Write(changed), document.ETag), ct);
        return result.Saved ? changed : throw new ConflictException("quarantine-changed", "Somebody else changed this entry meanwhile; look at it again.");
    }

    private async Task<(QuarantinedEvent Entry, Document Document)> LoadAsync(string id, CancellationToken ct)
    {
        var document = DocumentKey.IsValid(id) ? await store.FindAsync(new DocumentKey(Container, Partition, id), ct) : null;
        return document is not null
            ? (Read(document), document)
            : throw new NotFoundException("quarantined-event-not-found", "There is no such event in quarantine.");
    }

    private static byte[] Write(QuarantinedEvent entry) => JsonSerializer.SerializeToUtf8Bytes(entry, IngestionJson.Default.QuarantinedEvent);

    private static QuarantinedEvent Read(Document document) => JsonSerializer.Deserialize(document.Json.Span, IngestionJson.Default.QuarantinedEvent)!;
}
