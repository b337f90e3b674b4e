using MerchantOps.Errors;

namespace MerchantOps.Products;

/// <summary>What a buyer says of a product (docs/schemas/product-review.json).</summary>
/// <param name="Product">The shop's own id of the product, 1 to 120 characters.</param>
/// <param name="Rating">1 to 5.</param>
/// <param name="Order">The shop's own id of the order it was bought with.</param>
/// <param name="Buyer">The shop's own id of the customer.</param>
public sealed record ProductReview(string Product, double Rating, DateTimeOffset At, string? Order = null, string? Buyer = null, string? Text = null)
{
    public const int MaxText = 10_000;

    /// <exception cref="InvalidInputException">The message names the field and its range.</exception>
    public static void Validate(ProductReview review)
    {
        if (review.Product is not { Length: > 0 and <= 120 })
            throw new InvalidInputException("invalid-product", "A review needs \"product\", the id of the product, 1 to 120 characters.");
        if (!(review.Rating >= 1 && review.Rating <= 5))
            throw new InvalidInputException("invalid-rating", "A review needs a rating from 1 to 5.");
        if (review.At.Year is < 1990 or > 2200)
            throw new InvalidInputException("invalid-at", "A review needs \"at\", the time it was written, in RFC 3339.");
        if (review.Order?.Length > 120 || review.Buyer?.Length > 120)
            throw new InvalidInputException("invalid-reference", "The order and the buyer of a review are ids of at most 120 characters.");
        if (review.Text?.Length > MaxText)
            throw new InvalidInputException("text-too-long", $"The text of a review has at most {MaxText} characters.");
    }
}
