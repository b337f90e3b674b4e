using System.Globalization;
using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Storage;

namespace MerchantOps.Cases;

/// <summary>
/// The documents of cases: each in the partition of its merchant, with pointers to the open ones (newest first) and to those whose verdict
/// is on its way. A pointer is written after its case and proves nothing: whoever follows it looks at the case. Thread-safe.
/// </summary>
public sealed class CaseStore(IDocumentStore store)
{
    private const string OpenPartition = "all|open", DecidingPartition = "all|deciding";

    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Stored> FindAsync(string merchant, string id, CancellationToken ct) =>
        DocumentKey.IsValid(id) && await store.FindAsync(CaseRecord.KeyOf(merchant, id), ct) is { } document
            ? new Stored(Read(document), document.ETag)
            : throw new NotFoundException("case-not-found", "There is no such case.");

    /// <summary>All cases of a finding, oldest first.</summary>
    public async Task<IReadOnlyList<Stored>> FindAllAsync(string merchant, string stem, CancellationToken ct)
    {
        // '0' is the next character after '-' that a key may have.
        var page = await store.ListAsync(new DocumentRange(CaseRecord.Container, merchant, stem + "-", stem + "0"), 1_000, null, ct);
        return [.. page.Documents.Select(static d => new Stored(Read(d), d.ETag))];
    }

    /// <summary>Creates (without a tag) or replaces; false when somebody else was faster.</summary>
    public async Task<bool> SaveAsync(CaseRecord record, string? etag, CancellationToken ct)
    {
        var (key, json) = (CaseRecord.KeyOf(record.Merchant, record.Id), JsonSerializer.SerializeToUtf8Bytes(record, CaseJson.Default.CaseRecord));
        return (await store.SaveAsync(etag is null ? DocumentWrite.Create(key, json) : DocumentWrite.Replace(key, json, etag), ct)).Saved;
    }

    public Task PointToOpenAsync(CaseRecord record, CancellationToken ct) => PointAsync(OpenKeyOf(record), record, ct);

    public Task PointToDecidingAsync(CaseRecord record, CancellationToken ct) => PointAsync(DecidingKeyOf(record), record, ct);

    public Task ForgetAsync(CaseRecord record, CancellationToken ct) =>
        store.SaveManyAsync([DocumentWrite.Delete(OpenKeyOf(record)), DocumentWrite.Delete(DecidingKeyOf(record))], ct);

    /// <summary>A page of the open cases of all merchants, newest first.</summary>
    public Task<(IReadOnlyList<CaseRecord> Cases, string? Next)> ListOpenAsync(int limit, string? after, CancellationToken ct) =>
        FollowAsync(OpenPartition, static c => c.State == CaseState.Open, limit, after, ct);

    /// <summary>A page of the cases whose verdict is on its way.</summary>
    public Task<(IReadOnlyList<CaseRecord> Cases, string? Next)> ListDecidingAsync(int limit, string? after, CancellationToken ct) =>
        FollowAsync(DecidingPartition, static c => c.State == CaseState.Deciding, limit, after, ct);

    /// <summary>A page of a merchant's cases by id.</summary>
    public async Task<(IReadOnlyList<CaseRecord> Cases, string? Next)> ListAsync(string merchant, Func<CaseRecord, bool> wanted, int limit, string? after, CancellationToken ct)
    {
        var cases = new List<CaseRecord>();
        do
        {
            var page = await store.ListAsync(new DocumentRange(CaseRecord.Container, merchant), limit - cases.Count, after, ct);
            cases.AddRange(page.Documents.Select(Read).Where(wanted));
            after = page.Continuation;
        }
        while (after is not null && cases.Count < limit);
        return (cases, after);
    }

    private async Task<(IReadOnlyList<CaseRecord> Cases, string? Next)> FollowAsync(string partition, Func<CaseRecord, bool> wanted, int limit, string? after, CancellationToken ct)
    {
        var page = await store.ListAsync(new DocumentRange(CaseRecord.Container, partition), limit, after, ct);
        DocumentKey[] keys = [.. page.Documents.Select(static d => JsonSerializer.Deserialize(d.Json.Span, CaseJson.Default.CasePointer)!).Select(static p => CaseRecord.KeyOf(p.Merchant, p.Case))];
        var found = await store.FindManyAsync(keys, ct);
        return ([.. found.OfType<Document>().Select(Read).Where(wanted)], page.Continuation);
    }

    private Task<SaveResult> PointAsync(DocumentKey key, CaseRecord record, CancellationToken ct) =>
        store.SaveAsync(DocumentWrite.Upsert(key, JsonSerializer.SerializeToUtf8Bytes(new CasePointer(record.Merchant, record.Id), CaseJson.Default.CasePointer)), ct);

    private static DocumentKey OpenKeyOf(CaseRecord record)
    {
        var newestFirst = 9_999_999_999_999L - record.OpenedAt.ToUnixTimeMilliseconds();
        return new DocumentKey(CaseRecord.Container, OpenPartition, string.Create(CultureInfo.InvariantCulture, $"{newestFirst:D13}|{record.Merchant}|{record.Id}"));
    }

    private static DocumentKey DecidingKeyOf(CaseRecord record) => new(CaseRecord.Container, DecidingPartition, $"{record.Merchant}|{record.Id}");

    private static CaseRecord Read(Document document) =>
        JsonSerializer.Deserialize(document.Json.Span, CaseJson.Default.CaseRecord) ?? throw new InvalidDataException($"The stored case {document.Key.Id} is empty.");

    /// <summary>A case with the tag it was read under.</summary>
    public readonly record struct Stored(CaseRecord Case, string ETag);
}
