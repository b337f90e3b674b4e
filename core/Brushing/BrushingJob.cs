using System.Text.Json.Serialization;

namespace MerchantOps.Brushing;

/// <summary>Where the nightly search stands: one document under a lease, so that one instance searches and a kill loses one step.</summary>
/// <param name="Wanted">A run was asked for and has not finished.</param>
/// <param name="LeaseUntil">Until then somebody is at work.</param>
/// <param name="Until">End of the window, exclusive.</param>
/// <param name="Collected">The archive is collected up to here.</param>
/// <param name="After">The last merchant searched in this run; null before the first.</param>
/// <param name="Merchants">Searched in this run.</param>
/// <param name="Findings">Made in this run.</param>
public sealed record BrushingJob(
    bool Wanted, DateTimeOffset? LeaseUntil, DateTimeOffset Until, DateTimeOffset Collected, string? After, int Merchants, int Findings, DateTimeOffset? FinishedAt)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;
}

/// <summary>What one hour of the archive has of a merchant, or a part of it; kept while it can be in a window.</summary>
/// <param name="Orders">Ids of the documents of orders placed.</param>
public sealed record BrushingPage(IReadOnlyList<string> Orders, IReadOnlyList<BrushingReview> Reviews)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;
}

/// <summary>Says that a merchant has pages.</summary>
public sealed record BrushingMerchant(DateTimeOffset At)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BrushingJob))]
[JsonSerializable(typeof(BrushingPage))]
[JsonSerializable(typeof(BrushingMerchant))]
public sealed partial class BrushingJson : JsonSerializerContext;
