using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Training;

/// <summary>Where the nightly training stands: one document under a lease, so that one instance trains and a kill loses one run.</summary>
/// <param name="Wanted">A run was asked for and has not finished.</param>
/// <param name="LeaseUntil">Until then <paramref name="Holder"/> is at work.</param>
/// <param name="Result">What the last finished run did, in words.</param>
public sealed record TrainingJob(bool Wanted, string? Holder, DateTimeOffset? LeaseUntil, DateTimeOffset? FinishedAt, string? Result)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;
}
