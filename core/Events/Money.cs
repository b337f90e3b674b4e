using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MerchantOps.Events;

/// <summary>
/// An amount with its currency; in JSON <c>{"amount":"409.94","currency":"USD"}</c>, the amount as text so that no reader rounds it.
/// A number is read too, if it is a plain decimal.
/// </summary>
/// <param name="Amount">−1e12 to 1e12.</param>
/// <param name="Currency">ISO 4217, three upper-case letters.</param>
[JsonConverter(typeof(MoneyConverter))]
public readonly record struct Money(decimal Amount, string Currency)
{
    public const decimal Limit = 1_000_000_000_000m;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");
}

/// <summary>Reads and writes <see cref="Money"/>; public so that every JSON context can use it.</summary>
public sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Money is an object with amount and currency.");

        decimal? amount = null;
        string? currency = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("amount"u8))
            {
                reader.Read();
                amount = ReadDecimal(ref reader);
            }
            else if (reader.ValueTextEquals("currency"u8))
            {
                reader.Read();
                currency = reader.TokenType == JsonTokenType.String ? CurrencyCode.Of(reader.GetString()) : null;
            }
            else
            {
                reader.Skip();
            }
        }

        if (amount is not { } value || Math.Abs(value) > Money.Limit)
            throw new JsonException("Money needs an amount between -1e12 and 1e12, as text.");
        return new Money(value, currency ?? throw new JsonException("Money needs a currency of three letters (ISO 4217)."));
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[40];
        value.Amount.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteStartObject();
        writer.WriteString("amount"u8, text[..length]);
        writer.WriteString("currency"u8, value.Currency);
        writer.WriteEndObject();
    }

    /// <summary>A decimal from a JSON string or number; refuses NaN, exponents beyond decimal and anything else.</summary>
    internal static decimal ReadDecimal(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDecimal(out var number) => number,
        JsonTokenType.String when decimal.TryParse(
            reader.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var text) => text,
        _ => throw new JsonException("An amount is a plain decimal such as \"409.94\"."),
    };
}
