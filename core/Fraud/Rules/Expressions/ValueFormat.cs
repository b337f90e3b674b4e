using System.Globalization;

namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>How values are put into words: numbers with up to two decimals, times in UTC, durations in minutes; what is missing as a question mark.</summary>
internal static class ValueFormat
{
    public const int MaxTextLength = 100;

    private const string Unknown = "?";

    /// <summary>The formats of numbers, with what they stand for.</summary>
    private static readonly Dictionary<string, (string Format, double Factor)> Formats = new(StringComparer.Ordinal)
    {
        ["0"] = ("0", 1),
        ["0.0"] = ("0.0", 1),
        ["0.00"] = ("0.00", 1),
        ["percent"] = ("0", 100),
        ["percent.0"] = ("0.0", 100),
    };

    /// <exception cref="ExpressionFault">The value cannot be told, or not in that format.</exception>
    public static ValueOf Of(Expression expression, string? format) => (expression, format) switch
    {
        (TextExpression text, null) => TextOf(text.Value),
        (NumberExpression { Kind: NumberKind.Number } number, null) => NumberOf(number.Value, "0.##", 1),
        (NumberExpression { Kind: NumberKind.Number } number, { } name) when Formats.TryGetValue(name, out var known) => NumberOf(number.Value, known.Format, known.Factor),
        (NumberExpression { Kind: NumberKind.Duration } duration, null) => NumberOf(duration.Value, "0.#", 1 / 60.0),
        (NumberExpression { Kind: NumberKind.Time } time, null) => TimeOf(time.Value),
        (TruthExpression truth, null) => TruthOf(truth.Value),
        (_, null) => throw new ExpressionFault(0, $"a {expression.Type} cannot be told in a text"),
        _ => throw new ExpressionFault(0, $"there is no format {format} of a {expression.Type}; numbers have {string.Join(", ", Formats.Keys)}"),
    };

    private static ValueOf TextOf(TextOf text) => (scoped in i) =>
    {
        var value = text(i);
        return value.IsEmpty ? Unknown : value[..Math.Min(value.Length, MaxTextLength)].ToString();
    };

    // Through decimal, which leaves out the digits that only the binary fraction has.
    private static ValueOf NumberOf(NumberOf number, string format, double factor) => (scoped in i) =>
    {
        var value = number(i) * factor;
        return double.IsFinite(value) && Math.Abs(value) < 1e15 ? ((decimal)value).ToString(format, CultureInfo.InvariantCulture) : Unknown;
    };

    private static ValueOf TimeOf(NumberOf time) => (scoped in i) =>
        time(i) is >= -62_135_596_800 and < 253_402_300_800 and var seconds
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : Unknown;

    private static ValueOf TruthOf(TruthOf truth) => (scoped in i) => truth(i) ? "yes" : "no";
}
