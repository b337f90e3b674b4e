using System.Globalization;
using System.Text.Json;
using MerchantOps.Customers;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>
/// Writes drafts down as events. Numbers of orders, customers and events follow the clock alone, so that no id tells a fraud from a good
/// order; ids carry the run's stamp, so that histories of another seed or end do not collide with this one's.
/// </summary>
internal sealed class Ledger(MarketplaceOptions options)
{
    private readonly List<(DateTimeOffset At, ShopSite Site, string Type, string Subject, byte[] Data)> entries = [];
    private readonly Dictionary<Account, string> customers = [];
    private readonly Dictionary<Account, int> placed = [];
    private readonly Dictionary<ShopSite, int> numbers = [];
    private readonly List<PlantedFraud> frauds = [];
    private readonly string stamp = Stamp(options);
    private readonly OrderLife life = new(new Dice(options.Seed, "order life"));

    public IReadOnlyList<PlantedFraud> Frauds => frauds;

    public void List(ShopSite site)
    {
        foreach (var good in site.Shelf)
            Add(good.ListedAt, site, EventTypes.ProductListed, "product/" + good.Id, JsonSerializer.SerializeToUtf8Bytes(good.AsProduct(site), EventJson.Default.Product));
    }

    /// <summary>Registers the accounts of all drafts, in order of registration; only those made within the history become events.</summary>
    public void Register(IEnumerable<OrderDraft> drafts)
    {
        foreach (var account in drafts.Select(draft => draft.Account).OfType<Account>().Distinct().OrderBy(account => account.RegisteredAt))
        {
            var id = customers[account] = $"c{stamp}{customers.Count + 1:D5}";
            if (account.RegisteredAt < options.Start)
                continue;

            var customer = new Customer(id, account.Email, account.Phone, account.Name, null, account.RegisteredAt, 0);
            Add(account.RegisteredAt, account.Site, EventTypes.CustomerRegistered, "customer/" + id, JsonSerializer.SerializeToUtf8Bytes(customer, EventJson.Default.Customer));
        }
    }

    /// <summary>Places one order and all that happens to it before the history ends. Call in order of time.</summary>
    public void Place(OrderDraft draft)
    {
        var number = numbers[draft.Site] = numbers.GetValueOrDefault(draft.Site, 1000) + 1;
        var id = string.Create(CultureInfo.InvariantCulture, $"{stamp}{number}");
        var order = AsOrder(draft, id, number);
        Add(draft.At, draft.Site, EventTypes.OrderPlaced, "order/" + id, JsonSerializer.SerializeToUtf8Bytes(order, EventJson.Default.Order));
        DateTimeOffset? chargedBackAt = null;
        foreach (var (type, change) in life.Of(draft, order))
        {
            Add(change.At, draft.Site, type, "order/" + id, JsonSerializer.SerializeToUtf8Bytes(change, EventJson.Default.OrderChange));
            chargedBackAt = type == EventTypes.OrderChargedBack ? change.At : chargedBackAt;
        }

        if (draft.Pattern is { } pattern)
            frauds.Add(new PlantedFraud(draft.Site.Shop.Merchant, draft.Site.Shop.Id, id, pattern, draft.At, chargedBackAt));
    }

    /// <summary>Everything written, ascending by time; what was written first comes first within a second.</summary>
    public IReadOnlyList<CloudEvent> Close() =>
    [
        .. entries.Where(entry => entry.At <= options.Now).OrderBy(entry => entry.At).Select((entry, i) => new CloudEvent(
            string.Create(CultureInfo.InvariantCulture, $"evt_{stamp}{i + 1:D7}"), entry.Site.Shop.Source, entry.Type, entry.Subject, entry.At,
            entry.Site.Shop.Merchant, entry.Site.Shop.Id, entry.Data)),
    ];

    private Order AsOrder(OrderDraft draft, string id, int number)
    {
        int? earlier = null;
        if (draft.Account is { } account)
        {
            earlier = placed.GetValueOrDefault(account, account.OrdersBefore);
            placed[account] = earlier.Value + 1;
        }

        return new Order
        {
            Id = id,
            Number = string.Create(CultureInfo.InvariantCulture, $"#{number}"),
            PlacedAt = draft.At,
            Total = new Money(draft.Total, draft.Site.Shop.Currency),
            Status = "placed",
            Lines = draft.Lines,
            Buyer = new Buyer(draft.Account is null ? null : customers[draft.Account], draft.Email, draft.Phone, draft.Name, draft.Account?.RegisteredAt, earlier),
            Billing = draft.Billing,
            Shipping = draft.Shipping,
            Payment = draft.Payment,
            Device = draft.Device,
            Channel = draft.Channel,
        };
    }

    private void Add(DateTimeOffset at, ShopSite site, string type, string subject, byte[] data) => entries.Add((at, site, type, subject, data));

    private static string Stamp(MarketplaceOptions options)
    {
        var dice = new Dice(options.Seed, options.Now.UtcTicks.ToString(CultureInfo.InvariantCulture));
        return dice.Hex(6) + "-";
    }
}
