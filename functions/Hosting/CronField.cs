using System.Globalization;
using System.Numerics;

namespace MerchantOps.Functions.Hosting;

/// <summary>One field of a schedule: the values that fit, as bits.</summary>
internal readonly struct CronField
{
    private readonly ulong _bits;

    private CronField(ulong bits) => _bits = bits;

    /// <summary>Reads <c>*</c>, <c>5</c>, <c>1-5</c>, <c>*/10</c>, <c>8-18/2</c>, <c>5/10</c> (from 5 on), names, and lists of them.</summary>
    /// <param name="names">Of the values from <paramref name="min"/> on; full names count by their first three letters.</param>
    /// <exception cref="InvalidDataException">Anything else.</exception>
    public static CronField Parse(string text, string field, int min, int max, params ReadOnlySpan<string> names)
    {
        ulong bits = 0;
        foreach (var part in text.Split(','))
            bits |= Part(part, field, min, max, names);
        return new CronField(bits);
    }

    public bool Has(int value) => (_bits & (1UL << value)) != 0;

    /// <summary>The least value that fits and is not below <paramref name="least"/>, or null.</summary>
    public int? From(int least)
    {
        var rest = least < 64 ? _bits >> least << least : 0;
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }

    private static ulong Part(string part, string field, int min, int max, ReadOnlySpan<string> names)
    {
        var (range, step) = part.Split('/') switch
        {
            [var whole] => (whole, 1),
            [var whole, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => (whole, n),
            _ => throw Wrong(part, field),
        };
        var (first, last) = range.Split('-') switch
        {
            ["*"] => (min, max),
            [var one] => (Value(one, field, min, names), part.Contains('/', StringComparison.Ordinal) ? max : Value(one, field, min, names)),
            [var from, var to] => (Value(from, field, min, names), Value(to, field, min, names)),
            _ => throw Wrong(part, field),
        };
        if (first < min || last > max || first > last)
            throw Wrong(part, field);

        ulong bits = 0;
        for (var value = first; value <= last; value += step)
            bits |= 1UL << value;
        return bits;
    }

    private static int Value(string text, string field, int min, ReadOnlySpan<string> names)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        for (var i = 0; text.Length >= 3 && i < names.Length; i++)
            if (text.StartsWith(names[i], StringComparison.OrdinalIgnoreCase))
                return min + i;
        throw Wrong(text, field);
    }

    private static InvalidDataException Wrong(string part, string field) => new($"the schedule's {field} cannot be \"{part}\"");
}
