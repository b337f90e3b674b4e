using MerchantOps.Brushing;

namespace MerchantOps.Tests.Core.Brushing;

public sealed class ReviewMatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly BrushingOrder[] orders = [OrderOf("1", 0), OrderOf("2", 10), OrderOf("3", 20)];

    [Fact]
    public void A_review_that_names_its_order_is_of_that_order()
    {
        var matched = ReviewMatch.Of(orders, [ReviewOf("2", 30)]);

        Assert.Equal([null, Noon.AddHours(30), null], matched.Select(static r => r?.At));
    }

    [Fact]
    public void A_review_without_an_order_is_of_the_latest_before_it_that_has_none()
    {
        var matched = ReviewMatch.Of(orders, [ReviewOf(null, 15), ReviewOf(null, 16)]);

        Assert.Equal([Noon.AddHours(16), Noon.AddHours(15), null], matched.Select(static r => r?.At));
    }

    [Fact]
    public void A_review_before_its_order_or_of_an_unknown_one_is_of_none() =>
        Assert.All(ReviewMatch.Of(orders, [ReviewOf("3", 5), ReviewOf("9", 50), ReviewOf(null, -1)]), Assert.Null);

    private static BrushingOrder OrderOf(string id, double hours) =>
        new() { Merchant = "acme", Shop = "main", Id = id, At = Noon.AddHours(hours), Product = "p1", Buyer = "ann" };

    private static BrushingReview ReviewOf(string? order, double hours) => new("acme", "main", "p1", order, "ann", 5, Noon.AddHours(hours));
}
