using System.Text.Json.Serialization;
using MerchantOps.Customers;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// The stored form of an entity: its signals, and for a customer the shop's own data of it. Each accumulates exactly once under
/// at-least-once delivery, because it keeps the last position applied per source (architecture: Events).
/// </summary>
public sealed class EntityDocument
{
    public const int CurrentVersion = 2;

    private EntitySignals? signals;
    private byte[]? packed;

    [JsonPropertyName("v")]
    public int Version { get; set; } = CurrentVersion;

    /// <summary>Last sequence applied per source.</summary>
    [JsonPropertyName("p")]
    public Dictionary<string, long> Positions { get; set; } = [];

    /// <summary>As <see cref="EntitySignals.Pack"/> gives them; absent when the entity has none.</summary>
    [JsonPropertyName("s")]
    public byte[]? Packed
    {
        get => signals?.Pack() ?? packed;
        set => (packed, signals) = (value, null);
    }

    /// <summary>How alarms about this entity are answered for a while; null when nobody asked for anything.</summary>
    [JsonPropertyName("suppressed")]
    public Suppression? Suppressed { get; set; }

    /// <summary>Of a customer: as its shop last told; null for other entities and customers known from orders only.</summary>
    [JsonPropertyName("customer")]
    public Customer? Customer { get; set; }

    /// <summary>When the shop told so; older news is ignored.</summary>
    [JsonPropertyName("customerAt")]
    public DateTimeOffset? CustomerAt { get; set; }

    /// <summary>Signals of version 1, read once and never written.</summary>
    [JsonPropertyName("g")]
    public EarlierSignals? Earlier { get; set; }

    /// <summary>The signals, unpacked; empty ones of <paramref name="kind"/> when there are none yet.</summary>
    /// <exception cref="InvalidDataException">What is stored is damaged.</exception>
    public EntitySignals SignalsOf(EntityKind kind)
    {
        if (signals is not null)
            return signals;

        signals = packed is not null ? EntitySignals.Unpack(packed) : Earlier?.Convert(kind) ?? new EntitySignals(kind);
        (packed, Earlier, Version) = (null, null, CurrentVersion);
        return signals;
    }

    /// <summary>Whether the position is news to this entity.</summary>
    public bool IsAhead(string source, long sequence) => !Positions.TryGetValue(source, out var last) || sequence > last;

    /// <summary>Records that the position is applied; positions never go down.</summary>
    public void Advance(string source, long sequence) =>
        Positions[source] = Positions.TryGetValue(source, out var last) ? Math.Max(last, sequence) : sequence;
}

/// <summary>What a person decided about an entity for a while.</summary>
/// <param name="Mode">What becomes of its orders.</param>
/// <param name="Until">From then on it no longer counts.</param>
/// <param name="At">When it was decided; older news is ignored.</param>
/// <param name="By">Who did.</param>
public sealed record Suppression(SuppressionMode Mode, DateTimeOffset Until, DateTimeOffset At = default, string? By = null)
{
    /// <summary>What holds for an order of these entities: a block before a mute; null when nothing does.</summary>
    public static SuppressionMode? Strictest(ReadOnlySpan<EntityDocument?> entities, DateTimeOffset now)
    {
        SuppressionMode? strictest = null;
        foreach (var entity in entities)
            if (entity?.Suppressed is { } suppressed && suppressed.Until > now && (strictest is null || suppressed.Mode > strictest))
                strictest = suppressed.Mode;
        return strictest;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<SuppressionMode>))]
public enum SuppressionMode
{
    /// <summary>Known and trusted: its orders are approved, whatever rules and model say, and so recorded.</summary>
    [JsonStringEnumMemberName("mute")]
    Mute,

    /// <summary>Its orders are declined.</summary>
    [JsonStringEnumMemberName("block")]
    Block,
}
