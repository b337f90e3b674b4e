namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>Types and meaning of arithmetic and of and, or, not. What is missing stays missing through arithmetic.</summary>
internal static class Operators
{
    public static Expression And(Expression left, Expression right, int offset)
    {
        var (a, b) = (TruthOf("and", left, offset), TruthOf("and", right, offset));
        return new TruthExpression((scoped in i) => a(i) && b(i));
    }

    public static Expression Or(Expression left, Expression right, int offset)
    {
        var (a, b) = (TruthOf("or", left, offset), TruthOf("or", right, offset));
        return new TruthExpression((scoped in i) => a(i) || b(i));
    }

    public static Expression Not(Expression inner, int offset)
    {
        var a = TruthOf("not", inner, offset);
        return new TruthExpression((scoped in i) => !a(i));
    }

    public static Expression Negate(Expression inner, int offset)
    {
        if (inner is not NumberExpression { Kind: not NumberKind.Time } number)
            throw new ExpressionFault(offset, $"a {inner.Type} has no negative");
        if (number.Constant is { } constant)
            return NumberExpression.Literal(number.Kind, -constant);
        var a = number.Value;
        return number with { Value = (scoped in i) => -a(i) };
    }

    public static Expression Calculate(string sign, Expression left, Expression right, int offset)
    {
        if (left is not NumberExpression l || right is not NumberExpression r || KindOf(sign, l.Kind, r.Kind) is not { } kind)
            throw new ExpressionFault(offset, $"{left.Type} {sign} {right.Type} has no meaning");

        var (a, b) = (l.Value, r.Value);
        return new NumberExpression(kind, sign switch
        {
            "+" => (scoped in i) => a(i) + b(i),
            "-" => (scoped in i) => a(i) - b(i),
            "*" => (scoped in i) => a(i) * b(i),
            _ => (scoped in i) => b(i) is not 0 and var divisor ? a(i) / divisor : double.NaN,
        });
    }

    private static NumberKind? KindOf(string sign, NumberKind left, NumberKind right) => (sign, left, right) switch
    {
        (_, NumberKind.Number, NumberKind.Number) => NumberKind.Number,
        ("+" or "-", NumberKind.Duration, NumberKind.Duration) => NumberKind.Duration,
        ("+" or "-", NumberKind.Time, NumberKind.Duration) => NumberKind.Time,
        ("+", NumberKind.Duration, NumberKind.Time) => NumberKind.Time,
        ("-", NumberKind.Time, NumberKind.Time) => NumberKind.Duration,
        ("*" or "/", NumberKind.Duration, NumberKind.Number) => NumberKind.Duration,
        ("*", NumberKind.Number, NumberKind.Duration) => NumberKind.Duration,
        ("/", NumberKind.Duration, NumberKind.Duration) => NumberKind.Number,
        _ => null,
    };

    private static TruthOf TruthOf(string word, Expression operand, int offset) => operand is TruthExpression truth
        ? truth.Value
        : throw new ExpressionFault(offset, $"\"{word}\" joins conditions, and here stands a {operand.Type}; compare it with something");
}
