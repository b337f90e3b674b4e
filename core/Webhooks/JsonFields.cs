using System.Globalization;
using System.Net;
using System.Text.Json;
using MerchantOps.Errors;

namespace MerchantOps.Webhooks;

/// <summary>
/// Reads fields as platforms really send them: numbers as text and text as numbers, empty text for nothing, a wrong type now and then.
/// A field that does not hold what is asked for is as good as absent (null), and so is any field of something that is no object.
/// </summary>
internal static class JsonFields
{
    private const NumberStyles DecimalStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static JsonElement Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Trimmed text, or the digits of a number; null when there is nothing in it.</summary>
    public static string? Text(this JsonElement element, string name) => element.Field(name).AsText();

    public static string? AsText(this JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public static decimal? Decimal(this JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), DecimalStyle, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A whole number; fractions are rounded up, so that half a piece is still a piece.</summary>
    public static int? Int(this JsonElement element, string name) =>
        element.Decimal(name) is { } number && Math.Abs(number) <= int.MaxValue ? (int)Math.Ceiling(number) : null;

    public static bool Flag(this JsonElement element, string name) =>
        element.Field(name).ValueKind == JsonValueKind.True || string.Equals(element.Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>ISO 8601; without an offset it is taken as UTC.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(
            element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>Seconds since 1970.</summary>
    public static DateTimeOffset? UnixTime(this JsonElement element, string name) =>
        element.Decimal(name) is { } seconds and >= 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    /// <summary>The elements of an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>A public or private address, the first of a list; null for the placeholders 0.0.0.0 and ::.</summary>
    public static string? Ip(this JsonElement element, string name)
    {
        var first = element.Text(name)?.Split(',')[0].Trim();
        return IPAddress.TryParse(first, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) ? ip.ToString() : null;
    }

    /// <summary>First and last name as one; null when there is neither.</summary>
    public static string? PersonName(this JsonElement element)
    {
        var name = $"{element.Text("first_name")} {element.Text("last_name")}".Trim();
        return name.Length > 0 ? name : element.Text("name");
    }

    /// <exception cref="InvalidInputException">There is no id.</exception>
    public static string Id(this JsonElement element, string name = "id") =>
        element.Text(name) ?? throw new InvalidInputException("missing-" + name.Replace('_', '-'), $"The body needs \"{name}\".");
}
