namespace MerchantOps.Demo;

/// <summary>
/// Honest-looking orders whose buyers dispute them afterwards, though they got the goods. Nothing shows it beforehand: they bound what any
/// detector can reach.
/// </summary>
internal static class FriendlyChargebacks
{
    /// <summary>The same orders with <paramref name="frauds"/> of them, paid by card, marked.</summary>
    public static IReadOnlyList<OrderDraft> Mark(MarketplaceOptions options, IReadOnlyList<OrderDraft> honest, int frauds)
    {
        var dice = new Dice(options.Seed, "friendly chargebacks");
        var marked = honest.ToArray();
        while (frauds > 0)
        {
            var place = dice.Between(0, marked.Length - 1);
            if (marked[place] is not { Pattern: null, Payment.Method: "card" } draft)
                continue;
            marked[place] = draft with { Pattern = FraudPattern.FriendlyChargeback };
            frauds--;
        }

        return marked;
    }
}
