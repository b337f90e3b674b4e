using MerchantOps.Errors;
using MerchantOps.Products;

namespace MerchantOps.Tests.Core.Products;

public sealed class ProductReviewTests
{
    private static readonly ProductReview Good = new("p1", 5, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "1001", "c1", "Fine");

    public static TheoryData<ProductReview, string> Broken => new()
    {
        { Good with { Product = "" }, "invalid-product" },
        { Good with { Product = null! }, "invalid-product" },
        { Good with { Rating = 0 }, "invalid-rating" },
        { Good with { Rating = 5.5 }, "invalid-rating" },
        { Good with { Rating = double.NaN }, "invalid-rating" },
        { Good with { At = default }, "invalid-at" },
        { Good with { Order = new string('1', 121) }, "invalid-reference" },
        { Good with { Text = new string('x', ProductReview.MaxText + 1) }, "text-too-long" },
    };

    [Fact]
    public void A_review_needs_no_more_than_product_rating_and_time() => ProductReview.Validate(Good with { Order = null, Buyer = null, Text = null });

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_review_out_of_range_is_refused_by_name(ProductReview review, string code) =>
        Assert.Equal(code, Assert.Throws<InvalidInputException>(() => ProductReview.Validate(review)).Code);
}
