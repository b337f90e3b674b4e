using System.Globalization;

namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>The functions of the language: pure, and each of bounded cost. Numbers and times here, texts in <see cref="TextFunctions"/>.</summary>
internal static class Functions
{
    public const int MaxArguments = 10;

    /// <summary>All that can be called.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "abs", "ceiling", "coalesce", "contains", "days_between", "ends_with", "exp", "floor", "hour", "if", "is_missing", "length", "ln", "lower",
        "matches_domain", "max", "min", "minutes_between", "round", "starts_with", "time", "weekday",
    ];

    /// <exception cref="ExpressionFault">No such function, or not with these arguments.</exception>
    public static Expression Call(in Token name, List<Expression> arguments)
    {
        if (!Names.Contains(name.Text))
            throw new ExpressionFault(name.Offset, $"there is no function {name.Text}{Suggestion.For(name.Text, Names)}");
        if (arguments.Count > MaxArguments)
            throw new ExpressionFault(name.Offset, $"a function takes at most {MaxArguments} values");
        return Of(name.Text, [.. arguments])
            ?? throw new ExpressionFault(name.Offset, $"{name.Text} cannot be called with ({string.Join(", ", arguments.Select(static a => a.Type))})");
    }

    private static Expression? Of(string name, Expression[] arguments) => (name, arguments) switch
    {
        ("abs", [NumberExpression { Kind: not NumberKind.Time } a]) => Map(a, Math.Abs),
        ("floor", [NumberExpression { Kind: NumberKind.Number } a]) => Map(a, Math.Floor),
        ("ceiling", [NumberExpression { Kind: NumberKind.Number } a]) => Map(a, Math.Ceiling),
        ("exp", [NumberExpression { Kind: NumberKind.Number } a]) => Map(a, Math.Exp),
        ("ln", [NumberExpression { Kind: NumberKind.Number } a]) => Map(a, static x => x > 0 ? Math.Log(x) : double.NaN),
        ("round", [NumberExpression { Kind: NumberKind.Number } a]) => Map(a, static x => Math.Round(x, MidpointRounding.AwayFromZero)),
        ("round", [NumberExpression { Kind: NumberKind.Number } a, NumberExpression { Constant: >= 0 and <= 6 and var digits }]) =>
            Map(a, x => Math.Round(x, (int)digits, MidpointRounding.AwayFromZero)),
        ("min", [NumberExpression, ..]) => Fold(arguments, Math.Min),
        ("max", [NumberExpression, ..]) => Fold(arguments, Math.Max),
        ("hour", [NumberExpression { Kind: NumberKind.Time } t]) => new NumberExpression(NumberKind.Number, Then(t.Value, static s => Math.Floor(Modulo(s, 86_400) / 3600))),
        // 1970-01-01 was a Thursday; Monday is 1.
        ("weekday", [NumberExpression { Kind: NumberKind.Time } t]) => new NumberExpression(NumberKind.Number, Then(t.Value, static s => Modulo(Math.Floor(s / 86_400) + 3, 7) + 1)),
        ("days_between", [NumberExpression { Kind: NumberKind.Time } a, NumberExpression { Kind: NumberKind.Time } b]) => Between(a, b, 86_400),
        ("minutes_between", [NumberExpression { Kind: NumberKind.Time } a, NumberExpression { Kind: NumberKind.Time } b]) => Between(a, b, 60),
        ("time", [TextExpression { Constant: { } text }]) => TimeOf(text),
        ("is_missing", [{ Missing: { } missing }]) => new TruthExpression(missing),
        ("coalesce", [NumberExpression, ..]) => Fold(arguments, static (a, b) => double.IsNaN(a) ? b : a),
        ("if", [TruthExpression c, NumberExpression a, NumberExpression b]) when a.Kind == b.Kind => If(c.Value, a, b),
        _ => TextFunctions.Of(name, arguments),
    };

    private static NumberExpression Map(NumberExpression a, Func<double, double> function) => new(a.Kind, Then(a.Value, function));

    private static NumberOf Then(NumberOf value, Func<double, double> function) => (scoped in i) => function(value(i));

    private static NumberExpression? Fold(Expression[] arguments, Func<double, double, double> function)
    {
        var folded = (NumberExpression)arguments[0];
        foreach (var argument in arguments.AsSpan(1))
        {
            if (argument is not NumberExpression next || next.Kind != folded.Kind)
                return null;
            var (a, b) = (folded.Value, next.Value);
            folded = new NumberExpression(folded.Kind, (scoped in i) => function(a(i), b(i)), Single: folded.Single && next.Single);
        }

        return folded;
    }

    // From the first to the second: negative when the second is earlier.
    private static NumberExpression Between(NumberExpression from, NumberExpression to, double unit)
    {
        var (a, b) = (from.Value, to.Value);
        return new NumberExpression(NumberKind.Number, (scoped in i) => (b(i) - a(i)) / unit);
    }

    private static NumberExpression If(TruthOf condition, NumberExpression left, NumberExpression right)
    {
        var (a, b) = (left.Value, right.Value);
        return new NumberExpression(left.Kind, (scoped in i) => condition(i) ? a(i) : b(i));
    }

    private static NumberExpression? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? NumberExpression.Literal(NumberKind.Time, RuleFields.SecondsOf(time))
            : null;

    private static double Modulo(double value, double divisor) => value - (divisor * Math.Floor(value / divisor));
}
