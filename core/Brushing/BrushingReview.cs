namespace MerchantOps.Brushing;

/// <summary>A review as the search for brushing sees it.</summary>
/// <param name="Product">The listing it is of.</param>
/// <param name="Order">The order it says it is of; null when the platform does not tell: then the buyer's order of the listing before it.</param>
/// <param name="Buyer">Opaque, as <see cref="BrushingOrder.Buyer"/>.</param>
/// <param name="Rating">1 to 5.</param>
public sealed record BrushingReview(
    string Merchant, string Shop, string Product, string? Order, string? Buyer, double Rating, DateTimeOffset At, string? Text = null);
