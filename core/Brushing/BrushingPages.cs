using System.Globalization;
using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Ingestion;
using MerchantOps.Orders;
using MerchantOps.Products;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Brushing;

/// <summary>
/// Sorts the archive by merchant: orders and reviews of each hour, as pages in the merchant's own partition, so that one merchant's window
/// can be read without scanning everybody's. Writing an hour again writes the same pages. Thread-safe.
/// </summary>
internal sealed class BrushingPages(IEventArchive archive, IDocumentStore store, BrushingOptions options)
{
    public const string Container = "brushing";

    /// <summary>The partition that lists the merchants; no merchant has that name.</summary>
    private const string Merchants = "all|merchants";

    /// <summary>Texts are only compared, so their beginnings do.</summary>
    private const int MaxText = 200;

    private const int MaxEntries = 500, MaxHeld = 50_000;

    /// <summary>Collects the hour from <paramref name="hour"/> on. Holds at most <see cref="MaxHeld"/> entries at a time.</summary>
    public async Task CollectAsync(DateTimeOffset hour, CancellationToken ct)
    {
        var (open, parts, held) = (new Dictionary<string, BrushingPage>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), 0);
        await foreach (var record in archive.ScanAsync(hour, hour.AddHours(1), ct))
        {
            if (Read(record) is not { } incoming || !Add(PageOf(open, incoming.Merchant), incoming))
                continue;
            if (++held >= MaxHeld)
            {
                await SaveAsync(open, parts, hour, ct);
                open.Clear();
                held = 0;
            }
            else if (open[incoming.Merchant] is var full && Entries(full) >= MaxEntries)
            {
                await SaveAsync(new() { [incoming.Merchant] = full }, parts, hour, ct);
                open.Remove(incoming.Merchant);
                held -= Entries(full);
            }
        }

        await SaveAsync(open, parts, hour, ct);
    }

    /// <summary>The next merchant with pages after <paramref name="after"/>, in ordinal order; null when there is none.</summary>
    public async Task<string?> NextMerchantAsync(string? after, CancellationToken ct)
    {
        var page = await store.ListAsync(new DocumentRange(Container, Merchants, after), 2, null, ct);
        return page.Documents.Select(static d => d.Key.Id).FirstOrDefault(id => id != after);
    }

    /// <summary>What the merchant has since <paramref name="from"/>: ids of the documents of its orders, each once, oldest first, and its reviews.</summary>
    public async Task<(IReadOnlyList<string> Orders, IReadOnlyList<BrushingReview> Reviews)> ReadAsync(string merchant, DateTimeOffset from, CancellationToken ct)
    {
        var (orders, reviews) = (new OrderedDictionary<string, bool>(StringComparer.Ordinal), new List<BrushingReview>());
        string? continuation = null;
        do
        {
            var page = await store.ListAsync(new DocumentRange(Container, merchant, HourOf(from)), 50, continuation, ct);
            foreach (var document in page.Documents)
            {
                var content = JsonSerializer.Deserialize(document.Json.Span, BrushingJson.Default.BrushingPage)!;
                foreach (var order in content.Orders)
                    orders.TryAdd(order, true);
                reviews.AddRange(content.Reviews);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return ([.. orders.Keys.Skip(orders.Count - options.MaxOrders)], reviews);
    }

    private async Task SaveAsync(Dictionary<string, BrushingPage> pages, Dictionary<string, int> parts, DateTimeOffset hour, CancellationToken ct)
    {
        var writes = new List<DocumentWrite>(2 * pages.Count);
        var expires = hour.AddDays(options.WindowDays + 2);
        foreach (var (merchant, page) in pages.Where(static p => Entries(p.Value) > 0))
        {
            var part = parts[merchant] = parts.GetValueOrDefault(merchant) + 1;
            var id = string.Create(CultureInfo.InvariantCulture, $"{HourOf(hour)}:{part:D6}");
            writes.Add(DocumentWrite.Upsert(new DocumentKey(Container, merchant, id), JsonSerializer.SerializeToUtf8Bytes(page, BrushingJson.Default.BrushingPage), expires));
            if (part == 1)
                writes.Add(DocumentWrite.Upsert(
                    new DocumentKey(Container, Merchants, merchant), JsonSerializer.SerializeToUtf8Bytes(new BrushingMerchant(hour), BrushingJson.Default.BrushingMerchant), expires));
        }

        if (writes.Count > 0)
            await store.SaveManyAsync(writes, ct);
    }

    private static BrushingPage PageOf(Dictionary<string, BrushingPage> pages, string merchant) =>
        pages.TryGetValue(merchant, out var page) ? page : pages[merchant] = new BrushingPage(new List<string>(), new List<BrushingReview>());

    private static bool Add(BrushingPage page, IncomingEvent incoming)
    {
        var e = incoming.Event;
        if (incoming.Payload is Order order && e.Type == EventTypes.OrderPlaced)
            ((List<string>)page.Orders).Add(OrderRecord.KeyOf(e.Merchant, e.Shop, order.Id).Id);
        else if (incoming.Payload is ProductReview r)
            ((List<BrushingReview>)page.Reviews).Add(new BrushingReview(
                e.Merchant, e.Shop, r.Product, r.Order, r.Buyer is null ? null : $"{e.Shop}/{r.Buyer}", r.Rating, r.At, r.Text is { Length: > MaxText } text ? text[..MaxText] : r.Text));
        else
            return false;
        return true;
    }

    private static int Entries(BrushingPage page) => page.Orders.Count + page.Reviews.Count;

    private static string HourOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    private static IncomingEvent? Read(in SourcedRecord record)
    {
        try
        {
            return IncomingEvent.Read(record.Source, record.Record);
        }
        catch (MerchantOpsException)
        {
            // It is in quarantine, and comes again as another event when it is mended.
            return null;
        }
    }
}
