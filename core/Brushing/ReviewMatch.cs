namespace MerchantOps.Brushing;

/// <summary>Finds the order that a review is of.</summary>
internal static class ReviewMatch
{
    /// <param name="orders">In order of time.</param>
    /// <returns>The first review of each order, or null.</returns>
    public static BrushingReview?[] Of(BrushingOrder[] orders, IReadOnlyList<BrushingReview> reviews)
    {
        var byOrder = new Dictionary<(string, string, string), int>(orders.Length);
        var byBuyer = new Dictionary<(string, string, string, string), List<int>>();
        for (var i = 0; i < orders.Length; i++)
        {
            var order = orders[i];
            byOrder[(order.Merchant, order.Shop, order.Id)] = i;
            if (order is not { Buyer: { } buyer, Product: { } product })
                continue;
            var key = (order.Merchant, order.Shop, buyer, product);
            if (!byBuyer.TryGetValue(key, out var bought))
                byBuyer[key] = bought = [];
            bought.Add(i);
        }

        var matched = new BrushingReview?[orders.Length];
        foreach (var review in reviews.OrderBy(static r => r.At))
            if (Find(review) is { } at && orders[at].At <= review.At)
                matched[at] ??= review;
        return matched;

        int? Find(BrushingReview review)
        {
            if (review.Order is { } id)
                return byOrder.TryGetValue((review.Merchant, review.Shop, id), out var exact) ? exact : null;
            if (review.Buyer is not { } buyer || !byBuyer.TryGetValue((review.Merchant, review.Shop, buyer, review.Product), out var bought))
                return null;
            // The buyer's latest order of the listing that has no review yet.
            var last = bought.FindLastIndex(i => orders[i].At <= review.At && matched[i] is null);
            return last < 0 ? null : bought[last];
        }
    }
}
