namespace MerchantOps.Brushing;

/// <summary>Orders of a listing that were most likely placed to make it look wanted.</summary>
/// <param name="Product">The listing; null when the orders are spread over listings of the shop, few of each.</param>
/// <param name="From">The first of the orders.</param>
/// <param name="Until">The last of the orders.</param>
/// <param name="Orders">Their ids within the shop, in order of time; each order is in one finding only.</param>
/// <param name="Buyers">Distinct buyers of them.</param>
/// <param name="Score">0 to 1: the mean of the orders' own probabilities.</param>
/// <param name="Evidence">Strongest first, at least one.</param>
public sealed record BrushingFinding(
    string Merchant, string Shop, string? Product, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<string> Orders, int Buyers, double Score,
    IReadOnlyList<BrushingEvidence> Evidence);

/// <summary>One thing that speaks for brushing, in words.</summary>
/// <param name="Code">Stable, in kebab case.</param>
/// <param name="Weight">How much it counts among the evidence of its finding, above 0 to 1.</param>
public sealed record BrushingEvidence(string Code, double Weight, string English, string Chinese);
