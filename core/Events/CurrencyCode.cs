namespace MerchantOps.Events;

/// <summary>ISO 4217 codes, upper case. Common ones are shared so that a hot path makes no strings.</summary>
public static class CurrencyCode
{
    private static readonly string[] Common = ["USD", "EUR", "GBP", "CNY", "JPY", "BRL", "CAD", "AUD", "INR", "MXN", "CHF", "SEK", "PLN", "KRW", "HKD", "SGD"];

    /// <summary>The code in upper case, or null when it is not three letters.</summary>
    public static string? Of(string? text)
    {
        if (text is not { Length: 3 } || !char.IsAsciiLetter(text[0]) || !char.IsAsciiLetter(text[1]) || !char.IsAsciiLetter(text[2]))
            return null;

        foreach (var code in Common)
            if (string.Equals(code, text, StringComparison.OrdinalIgnoreCase))
                return code;
        return text.ToUpperInvariant();
    }
}
