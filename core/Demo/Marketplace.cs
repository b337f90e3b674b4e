using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Demo;

/// <summary>
/// Simulates a month of a marketplace: its shops, customers, good orders with all their oddities, frauds and late chargebacks
/// (docs/demo.md). Pure: the same options yield the same bytes. It was written before any detection was measured on it and knows nothing
/// of how orders are decided.
/// </summary>
public static class Marketplace
{
    private const double FraudShare = 0.042;

    private static readonly (FraudPattern Pattern, double Share)[] Mix =
        [(FraudPattern.Ring, 0.4), (FraudPattern.CardTesting, 0.22), (FraudPattern.AccountTakeover, 0.15), (FraudPattern.StolenCard, 0.16), (FraudPattern.FriendlyChargeback, 0.07)];

    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static MarketplaceHistory Generate(MarketplaceOptions options)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        options = options with { Now = FullSecond(options.Now) };
        var (merchants, sites) = ShopSites.Open(options);
        var drafts = Trade(options, sites).OrderBy(draft => draft.At).ToList();

        var ledger = new Ledger(options);
        foreach (var site in sites)
            ledger.List(site);
        ledger.Register(drafts);
        foreach (var draft in drafts)
            ledger.Place(draft);
        return new MarketplaceHistory(merchants, ledger.Close(), new PlantedFrauds(ledger.Frauds), drafts.Count);
    }

    private static DateTimeOffset FullSecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>All orders of the month, as many as asked for.</summary>
    private static List<OrderDraft> Trade(MarketplaceOptions options, IReadOnlyList<ShopSite> sites)
    {
        var networks = new Networks(options.Seed);
        var planned = Mix.ToDictionary(part => part.Pattern, part => (int)Math.Round(FraudShare * part.Share * options.Orders));
        List<OrderDraft> attacks =
        [
            .. FraudRing.Run(options, sites, networks, planned[FraudPattern.Ring]),
            .. CardTesting.Run(options, sites, networks, planned[FraudPattern.CardTesting]),
            .. StolenCards.Run(options, sites, networks, planned[FraudPattern.StolenCard]),
        ];
        var takeovers = planned[FraudPattern.AccountTakeover];
        var honest = new HonestTrade(options, sites, new Population(options.Seed, networks, options.Start)).Run(options.Orders - attacks.Count - takeovers);
        attacks.AddRange(AccountTakeover.Run(options, honest, networks, takeovers));
        return [.. FriendlyChargebacks.Mark(options, honest, planned[FraudPattern.FriendlyChargeback]), .. attacks];
    }
}
