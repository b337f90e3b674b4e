using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using MerchantOps.Storage;

namespace MerchantOps.Cases;

/// <summary>A case as it is stored: what was found, who looks at it, and what they said. Immutable.</summary>
/// <param name="Id">Kind, key and number, such as <c>brushing-1f0c6a9e55d2b7a4-0001</c>; a new number when an old case of the key was decided.</param>
/// <param name="Orders">Those found, in the order they were found.</param>
/// <param name="Full">More orders were found than a case keeps.</param>
/// <param name="Assignee">Who looks at it; null when nobody does.</param>
/// <param name="History">What happened to it, oldest first.</param>
public sealed record CaseRecord(
    string Id, string Merchant, string Kind, string Key, CaseText Summary, double Score, string? Product, IReadOnlyList<string> Orders, bool Full,
    IReadOnlyList<CaseEvidence> Evidence, CaseState State, string? Assignee, DateTimeOffset OpenedAt, CaseDecision? Decision, IReadOnlyList<CaseEntry> History)
{
    public const string Container = "cases";

    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    /// <summary>What the ids of all cases of one finding begin with.</summary>
    public static string StemOf(string kind, string key) =>
        $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 8))}";

    public static string IdOf(string stem, int number) => string.Create(CultureInfo.InvariantCulture, $"{stem}-{number:D4}");

    public static DocumentKey KeyOf(string merchant, string id) => new(Container, merchant, id);
}

[JsonConverter(typeof(JsonStringEnumConverter<CaseState>))]
public enum CaseState
{
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Decided, but its orders may not all have been told yet; nothing can change it any more.</summary>
    [JsonStringEnumMemberName("deciding")]
    Deciding,

    [JsonStringEnumMemberName("decided")]
    Decided,
}

[JsonConverter(typeof(JsonStringEnumConverter<CaseVerdict>))]
public enum CaseVerdict
{
    /// <summary>It is what it looks like: its orders are labelled as fraud, or marked as fake when the case is about brushing.</summary>
    [JsonStringEnumMemberName("fraud")]
    Fraud,

    /// <summary>All its orders are good: labelled so, and released.</summary>
    [JsonStringEnumMemberName("good")]
    Good,

    /// <summary>Nothing to it; its orders stay as they are.</summary>
    [JsonStringEnumMemberName("dismissed")]
    Dismissed,
}

/// <param name="Note">Why, at most 2,000 characters.</param>
public sealed record CaseDecision(CaseVerdict Verdict, string By, DateTimeOffset At, string? Note);

/// <summary>Something that happened to a case.</summary>
/// <param name="What">opened, grown, assigned, decided.</param>
/// <param name="Who">The person; null for what was found by itself.</param>
/// <param name="Detail">How many orders, to whom, or the verdict.</param>
public sealed record CaseEntry(DateTimeOffset At, string What, string? Who, string? Detail);

/// <summary>An entry of a list of cases: where the case is.</summary>
public sealed record CasePointer(string Merchant, string Case);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseRecord))]
[JsonSerializable(typeof(CasePointer))]
[JsonSerializable(typeof(CaseView))]
[JsonSerializable(typeof(CasePage))]
public sealed partial class CaseJson : JsonSerializerContext;
