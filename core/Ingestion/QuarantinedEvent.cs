using System.Globalization;
using System.Text.Json.Serialization;
using MerchantOps.Storage;
using MerchantOps.Streaming;

namespace MerchantOps.Ingestion;

/// <summary>An event that could not be read, kept with its raw bytes until a person has mended and replayed it (docs/schemas/quarantined-event.json).</summary>
/// <param name="Id">Where it stood in the stream, so that a redelivery is the same entry.</param>
/// <param name="Reason">Code of the error.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Body">The raw bytes; base64 in JSON.</param>
/// <param name="Mended">What is to be replayed instead, if somebody mended it.</param>
/// <param name="State">open, mended or replayed.</param>
/// <param name="By">Who mended or replayed it last.</param>
public sealed record QuarantinedEvent(
    string Id, string Reason, string Detail, string Source, long Sequence, DateTimeOffset EnqueuedAt, byte[] Body,
    byte[]? Mended = null, string State = QuarantinedEvent.Open, string? By = null, DateTimeOffset? ChangedAt = null)
{
    public const string Open = "open", MendedState = "mended", Replayed = "replayed";

    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    /// <summary>Source and sequence with the characters of a document key; newest last.</summary>
    public static string IdOf(StreamSource source, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{DocumentKey.Escape(source.Name.Replace('/', '-'))}:{sequence:D19}");
}

/// <summary>A page of quarantined events, oldest first.</summary>
public sealed record QuarantinePage(IReadOnlyList<QuarantinedEvent> Events, string? Next);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QuarantinedEvent))]
[JsonSerializable(typeof(QuarantinePage))]
[JsonSerializable(typeof(IngestionStats))]
[JsonSerializable(typeof(ParkedMerchant))]
[JsonSerializable(typeof(ParkedEvent))]
[JsonSerializable(typeof(ArchivePage))]
public sealed partial class IngestionJson : JsonSerializerContext;
