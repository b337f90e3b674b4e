using MerchantOps.Learning.Data;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// Every feature of an order in the order of its values: first the blocks of entities, each written by <see cref="EntityFeatures"/>, then
/// what its entities share, then the order itself. docs/signals.md is this table.
/// </summary>
public static class FeatureTable
{
    /// <summary>Raised whenever a feature changes its meaning; models and examples of another version are not used.</summary>
    public const int Version = 2;

    private static readonly (string Name, string Meaning)[] OfEntity =
    [
        ("orders", "earlier orders in all"),
        ("orders_1h", "earlier orders of the last hour (hours slide: the oldest counts by the part of it still covered)"),
        ("orders_1d", "… of the last 24 hours"),
        ("orders_7d", "… of the last 7 days (days slide likewise)"),
        ("orders_30d", "… of the last 30 days"),
        ("amount_1d", "dollars of the last day"),
        ("amount_30d", "dollars of the last 30 days"),
        ("amount_ratio", "ln of (this amount + 1) over (the entity's mean + 1); 0 when it has no orders"),
        ("amount_z", "deviations of ln(1 + amount) from the entity's mean; missing below two orders"),
        ("since_last", "minutes since its last order"),
        ("age", "days since its first order"),
        ("frauds", "confirmed frauds, as known now"),
        ("fraud_share", "(frauds + 0.02) / (orders + 2) over all orders 7 days old or more"),
        ("fraud_share_7d", "… over orders 7 to 14 days old"),
        ("fraud_share_30d", "… over orders 7 to 37 days old"),
        ("fraud_run", "days since the latest unbroken run of confirmed frauds began; 0 when its newest orders whose label is due are good"),
        ("since_fraud", "days since the newest confirmed fraud of the last 40 days"),
    ];

    private static readonly (EntityKind Kind, MemberKind Member, bool LastDay)[] Distinct =
    [
        (EntityKind.Person, MemberKind.Device, false), (EntityKind.Person, MemberKind.Card, false), (EntityKind.Person, MemberKind.Address, false),
        (EntityKind.Person, MemberKind.Network, false), (EntityKind.Person, MemberKind.Shop, false),
        (EntityKind.Device, MemberKind.Person, false), (EntityKind.Device, MemberKind.Person, true), (EntityKind.Device, MemberKind.Card, false),
        (EntityKind.Device, MemberKind.Card, true), (EntityKind.Device, MemberKind.Address, false), (EntityKind.Device, MemberKind.Shop, false),
        (EntityKind.Card, MemberKind.Person, false), (EntityKind.Card, MemberKind.Device, false), (EntityKind.Card, MemberKind.Address, false), (EntityKind.Card, MemberKind.Shop, false),
        (EntityKind.Address, MemberKind.Person, false), (EntityKind.Address, MemberKind.Person, true), (EntityKind.Address, MemberKind.Card, false), (EntityKind.Address, MemberKind.Device, false),
        (EntityKind.Network, MemberKind.Person, false), (EntityKind.Network, MemberKind.Person, true), (EntityKind.Network, MemberKind.Card, false), (EntityKind.Network, MemberKind.Device, false),
        (EntityKind.Domain, MemberKind.Person, false),
    ];

    private static readonly (string Name, string Meaning)[] Shared =
    [
        ("person_new_device", "1 when the person has used others and not this one"),
        ("person_new_card", "… with another card"),
        ("person_new_address", "… to another address"),
        ("person_new_network", "… from another network"),
        ("person_shop_orders", "the person's earlier orders at this shop (up to four shops are remembered)"),
        ("network_host_orders", "earlier orders from the very IP address (up to eight of a network are remembered)"),
        ("network_host_since", "minutes since the last of them"),
        ("shop_young_7d", "share of the shop's orders of the last 7 days whose account was younger than an hour"),
        ("shop_young_share", "… of all its orders"),
        ("graph_persons", "estimated persons linked by devices, cards and addresses, this one included"),
        ("graph_frauds", "estimated confirmed frauds among them"),
    ];

    private static readonly (string Name, string Meaning, IReadOnlyList<string>? Categories)[] OfOrder =
    [
        ("amount", "total, about in dollars", null),
        ("units", "pieces", null),
        ("lines", "different items", null),
        ("tiny_amount", "1 above 0 and below 5 dollars", null),
        ("round_amount", "1 for a whole multiple of ten units of the currency", null),
        ("hour", "0 to 23, UTC", null),
        ("weekday", "0 (Sunday) to 6, UTC", null),
        ("guest", "1 without a customer of the shop", null),
        ("account_minutes", "from sign-up to order", null),
        ("ships_abroad", "1 when the parcel goes to another country than the bill", null),
        ("address_abroad", "1 when the IP address is in another country than the order", null),
        ("card_abroad", "1 when the card is of another country than the order", null),
        ("mail_digits", "share of digits before the @", null),
        ("mail_free", "1 for a large provider's address, 0 for another", null),
        ("country", "of the bill, else the parcel, else the IP address", OrderCategories.Countries),
        ("channel", "where the buyer came from", OrderCategories.Channels),
        ("browser", "family", OrderCategories.Browsers),
        ("method", "of payment", OrderCategories.Methods),
    ];

    /// <summary>Name and meaning of every feature; missing values (NaN) mean that the order or its entities do not tell.</summary>
    public static IReadOnlyList<FeatureDefinition> All { get; } = Build();

    internal static ReadOnlySpan<(EntityKind Kind, MemberKind Member, bool LastDay)> DistinctMembers => Distinct;

    internal static int EntityBlock => OfEntity.Length;

    internal static int DistinctAt => EntityBlock * Enum.GetValues<EntityKind>().Length;

    internal static int SharedAt => DistinctAt + Distinct.Length;

    internal static int OrderAt => SharedAt + Shared.Length;

    private static List<FeatureDefinition> Build()
    {
        var all = new List<FeatureDefinition>(200);
        foreach (var kind in Enum.GetValues<EntityKind>())
            foreach (var (name, meaning) in OfEntity)
                all.Add(new FeatureDefinition(Feature.Number($"{Word(kind)}_{name}"), meaning));
        foreach (var (kind, member, lastDay) in Distinct)
            all.Add(new FeatureDefinition(
                Feature.Number($"{Word(kind)}_{Plural(member)}{(lastDay ? "_1d" : "")}"), $"distinct {Plural(member)} seen with it{(lastDay ? " within a day" : "")}, this order's included"));
        foreach (var (name, meaning) in Shared)
            all.Add(new FeatureDefinition(Feature.Number(name), meaning));
        foreach (var (name, meaning, categories) in OfOrder)
            all.Add(new FeatureDefinition(categories is null ? Feature.Number(name) : Feature.Category(name, categories), meaning));
        return all;
    }

    private static string Word(EntityKind kind) => kind switch
    {
        EntityKind.Person => "person",
        EntityKind.Shop => "shop",
        EntityKind.Device => "device",
        EntityKind.Card => "card",
        EntityKind.Address => "address",
        EntityKind.Domain => "domain",
        _ => "network",
    };

    private static string Plural(MemberKind member) => member switch
    {
        MemberKind.Person => "persons",
        MemberKind.Device => "devices",
        MemberKind.Card => "cards",
        MemberKind.Address => "addresses",
        MemberKind.Network => "networks",
        MemberKind.Shop => "shops",
        _ => "hosts",
    };
}

/// <param name="Feature">Name, and categories where its values are codes.</param>
public sealed record FeatureDefinition(Feature Feature, string Meaning);
