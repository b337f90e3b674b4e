using System.Collections.Frozen;

namespace MerchantOps.Demo;

/// <summary>How a fraud was committed; docs/demo.md describes each.</summary>
public enum FraudPattern
{
    Ring,
    CardTesting,
    AccountTakeover,
    StolenCard,
    FriendlyChargeback,
}

/// <param name="Order">The shop's id of the order.</param>
/// <param name="ChargedBackAt">When the bank says so, possibly after the end of the history; null when the card's owner never notices.</param>
public sealed record PlantedFraud(string Merchant, string Shop, string Order, FraudPattern Pattern, DateTimeOffset PlacedAt, DateTimeOffset? ChargedBackAt);

/// <summary>The truth: every order that was a fraud, in the order they were placed. Immutable.</summary>
public sealed class PlantedFrauds(IReadOnlyList<PlantedFraud> all)
{
    private readonly FrozenDictionary<(string Merchant, string Shop, string Order), PlantedFraud> byOrder =
        all.ToFrozenDictionary(fraud => (fraud.Merchant, fraud.Shop, fraud.Order));

    public IReadOnlyList<PlantedFraud> All { get; } = all;

    /// <summary>The fraud behind an order, or null when the order is good.</summary>
    public PlantedFraud? Find(string merchant, string shop, string order) => byOrder.GetValueOrDefault((merchant, shop, order));
}
