using System.Text.Json;
using MerchantOps.Errors;

namespace MerchantOps.Functions.Hosting;

/// <summary>Finds things in the Functions host's envelope, whatever its version left out.</summary>
internal static class EnvelopeData
{
    /// <summary>The value of the trigger's binding, which has the only entry in <c>Data</c>.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static JsonElement FirstBinding(JsonElement envelope)
    {
        if (Object(envelope, "Data") is { } data)
            foreach (var binding in data.EnumerateObject())
                return binding.Value;
        throw new InvalidInputException("malformed-envelope", "The Functions host's envelope must have Data with a binding.");
    }

    public static JsonElement? Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    public static string? Text(JsonElement? parent, string name) =>
        parent is { } known && known.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A list that batches have under one name and single events under another; metadata that is text holds JSON again.</summary>
    public static IReadOnlyList<JsonElement> List(JsonElement metadata, string many, string one)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
            return [];
        if (metadata.TryGetProperty(many, out var list))
            return Inner(list) is { ValueKind: JsonValueKind.Array } values ? [.. values.EnumerateArray()] : [];
        return metadata.TryGetProperty(one, out var single) ? [Inner(single)] : [];
    }

    private static JsonElement Inner(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value;
        try
        {
            return JsonElement.Parse(value.GetString()!);
        }
        catch (JsonException)
        {
            // Text that is nothing but text, such as a single event's time.
            return value;
        }
    }
}
