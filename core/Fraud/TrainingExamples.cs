using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace MerchantOps.Fraud;

/// <summary>
/// What a batch adds to the training data: the features its orders were decided on, exactly as they were, and the labels its events
/// brought. One page per batch, so that learning costs a fraction of a document per order; a page written twice is the same page.
/// </summary>
public sealed class ExamplePage
{
    public const string Container = "archive";

    /// <summary>Days are spread over this many partitions.</summary>
    public const int Shards = 4;

    [JsonPropertyName("v")]
    public int Version { get; set; } = 1;

    [JsonPropertyName("fv")]
    public int FeatureVersion { get; set; } = OrderFeatures.Version;

    [JsonPropertyName("rows")]
    public List<Example> Rows { get; set; } = [];

    [JsonPropertyName("labels")]
    public List<ExampleLabel> Labels { get; set; } = [];

    /// <summary>The partition of a day's shard.</summary>
    public static string PartitionOf(DateTimeOffset day, int shard) => $"examples|{day.UtcDateTime:yyyyMMdd}|{shard}";
}

/// <param name="Order">Merchant and order, such as <c>acme|main:1001</c>.</param>
/// <param name="At">When it was placed, Unix seconds.</param>
/// <param name="Packed">The features as little-endian 32-bit floats.</param>
public readonly record struct Example([property: JsonPropertyName("o")] string Order, [property: JsonPropertyName("t")] long At, [property: JsonPropertyName("x")] byte[] Packed)
{
    public float[] Unpack() => MemoryMarshal.Cast<byte, float>(Packed).ToArray();
}

/// <param name="At">When it became known, Unix seconds.</param>
public readonly record struct ExampleLabel([property: JsonPropertyName("o")] string Order, [property: JsonPropertyName("t")] long At, [property: JsonPropertyName("y")] bool Fraud);
