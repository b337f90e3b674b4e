using System.Text.Json.Serialization;
using MerchantOps.Customers;

namespace MerchantOps.Fraud;

/// <summary>
/// The stored form of an entity: its signals, and for a customer the shop's own data of it. Each accumulates exactly once under
/// at-least-once delivery, because it keeps the last position applied per source (architecture: Events).
/// </summary>
public sealed class EntityDocument
{
    [JsonPropertyName("v")]
    public int Version { get; set; } = 1;

    /// <summary>Last sequence applied per source.</summary>
    [JsonPropertyName("p")]
    public Dictionary<string, long> Positions { get; set; } = [];

    [JsonPropertyName("g")]
    public EntitySignals Signals { get; set; } = new();

    /// <summary>Of a customer: as its shop last told; null for other entities and customers known from orders only.</summary>
    [JsonPropertyName("customer")]
    public Customer? Customer { get; set; }

    /// <summary>When the shop told so; older news is ignored.</summary>
    [JsonPropertyName("customerAt")]
    public DateTimeOffset? CustomerAt { get; set; }

    /// <summary>Whether the position is news to this entity.</summary>
    public bool IsAhead(string source, long sequence) => !Positions.TryGetValue(source, out var last) || sequence > last;

    /// <summary>Records that the position is applied; positions never go down.</summary>
    public void Advance(string source, long sequence) =>
        Positions[source] = Positions.TryGetValue(source, out var last) ? Math.Max(last, sequence) : sequence;
}
