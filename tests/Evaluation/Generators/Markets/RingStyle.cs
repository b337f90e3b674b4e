namespace MerchantOps.Evaluation.Generators.Markets;

/// <summary>A way of brushing. "Per" is the mean number of fake orders that share one.</summary>
/// <param name="Fresh">Accounts made for the purpose; else bought from people who had used them honestly.</param>
/// <param name="Rotates">An account, with its device and address, is used for a while and then left; else all are used all the time.</param>
/// <param name="PerAddress">0: the parcels go to strangers who never ordered them.</param>
/// <param name="Days">How long the ring works, in days.</param>
/// <param name="Bursts">Into how many runs of one to three hours the fake orders fall; 0: spread over the days like real ones.</param>
/// <param name="ReviewHours">Half of the reviews are written sooner.</param>
/// <param name="PriceFactor">What is paid, as a part of the usual price.</param>
internal sealed record RingStyle(
    string Name, bool Fresh, bool Rotates, double PerAccount, double PerDevice, double PerAddress, double PerCard, double PerNetwork,
    double Days, int Bursts, double ReviewShare, double ReviewHours, double RefundShare, double PriceFactor)
{
    public static IReadOnlyList<RingStyle> All { get; } =
    [
        new("bought-accounts", Fresh: false, Rotates: false, 4.5, 6, 0, 5, 6, Days: 10, Bursts: 0, 0.7, 30, 0, 1),
        new("device-farm", Fresh: true, Rotates: true, 1, 12, 2, 4, 10, Days: 8, Bursts: 4, 0.8, 8, 0.05, 1),
        new("address-list", Fresh: true, Rotates: true, 1.2, 2, 10, 3, 4, Days: 9, Bursts: 0, 0.6, 48, 0, 1),
        new("slow-drip", Fresh: false, Rotates: false, 3, 5, 4, 6, 5, Days: 24, Bursts: 0, 0.5, 72, 0.3, 1),
        new("night-burst", Fresh: true, Rotates: true, 1, 5, 6, 4, 8, Days: 5, Bursts: 3, 0.6, 14, 0.1, 1),
        new("review-farm", Fresh: false, Rotates: false, 2, 3, 0, 2.5, 4, Days: 8, Bursts: 0, 0.95, 5, 0, 0.95),
        new("empty-box", Fresh: true, Rotates: false, 1.5, 4, 5, 3, 4, Days: 10, Bursts: 0, 0.8, 22, 0, 0.08),
        new("refund-cycle", Fresh: false, Rotates: false, 4, 4, 3, 8, 6, Days: 12, Bursts: 0, 0.5, 40, 0.8, 1),
    ];

    /// <summary>Rings of one style differ: everything but the kind of trick varies by up to a third.</summary>
    public RingStyle Vary(Random random) => this with
    {
        PerAccount = Math.Max(1, PerAccount * random.Between(0.7, 1.35)),
        PerDevice = Math.Max(1, PerDevice * random.Between(0.7, 1.35)),
        PerAddress = PerAddress * random.Between(0.7, 1.35),
        PerCard = Math.Max(1, PerCard * random.Between(0.7, 1.35)),
        PerNetwork = Math.Max(1, PerNetwork * random.Between(0.7, 1.35)),
        Days = Math.Min(26, Days * random.Between(0.7, 1.35)),
        ReviewShare = Math.Min(0.97, ReviewShare * random.Between(0.75, 1.25)),
        ReviewHours = ReviewHours * random.Between(0.6, 1.6),
        PriceFactor = PriceFactor * random.Between(0.85, 1),
    };
}
