using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Reviews;

namespace MerchantOps.Tests.Core.Reviews;

/// <summary>Orders to be reviewed, and what is said of them.</summary>
internal static class Reviewed
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static OrderRecord Order(Outcome? decided = Outcome.Decline) => new()
    {
        Id = "main:1",
        Merchant = "acme",
        Shop = "main",
        Platform = "standard",
        SignalsAt = "events/0/1#1",
        Override = decided is { } outcome ? new OutcomeOverride(outcome, Noon, "rules", null) : null,
    };

    public static OrderReview Review(ReviewVerdict verdict, string reviewer = "ann", int hour = 1, string? note = null) => new("1", verdict, reviewer, Noon.AddHours(hour), note);

    public static OrderAppeal Appeal(string by = "buyer/acme/main/c1", string text = "It was me.", int hour = 0) => new("1", by, Noon.AddHours(hour), text);
}
