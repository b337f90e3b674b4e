namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>Types and meaning of comparisons. A comparison with anything that is missing is false, whatever its sign.</summary>
internal static class Comparisons
{
    /// <exception cref="ExpressionFault">The two cannot be compared.</exception>
    public static Expression Of(string sign, Expression left, Expression right, int offset) => (left, right) switch
    {
        (NumberExpression a, NumberExpression b) when a.Kind == b.Kind => new TruthExpression(Numbers(sign, a, b)),
        (TextExpression a, TextExpression b) when IsEquality(sign) => new TruthExpression(Texts(sign, a.Value, b.Value)),
        (TruthExpression a, TruthExpression b) when IsEquality(sign) => new TruthExpression(Truths(sign, a.Value, b.Value)),
        _ when IsEquality(sign) || left.Type != right.Type => throw new ExpressionFault(offset, $"a {left.Type} cannot be compared with a {right.Type}"),
        _ => throw new ExpressionFault(offset, $"a {left.Type} is not smaller or larger than another; use = or !="),
    };

    /// <summary>A literal as exact as what it is compared with.</summary>
    public static double RoundedLike(NumberExpression other, double literal) => other.Single ? (float)literal : literal;

    private static bool IsEquality(string sign) => sign is "=" or "==" or "!=";

    private static TruthOf Numbers(string sign, NumberExpression left, NumberExpression right)
    {
        if (right.Constant is { } literal)
            return WithLiteral(sign, left.Value, RoundedLike(left, literal));
        return left.Constant is { } first
            ? WithLiteral(Turned(sign), right.Value, RoundedLike(right, first))
            : Between(sign, left.Value, right.Value);
    }

    // Most conditions of most rules are of this kind, so they cost one call.
    private static TruthOf WithLiteral(string sign, NumberOf a, double b) => sign switch
    {
        "<" => (scoped in i) => a(i) < b,
        "<=" => (scoped in i) => a(i) <= b,
        ">" => (scoped in i) => a(i) > b,
        ">=" => (scoped in i) => a(i) >= b,
        "!=" => (scoped in i) => a(i) is var x && (x < b || x > b),
        _ => (scoped in i) => a(i) == b,
    };

    private static TruthOf Between(string sign, NumberOf a, NumberOf b) => sign switch
    {
        "<" => (scoped in i) => a(i) < b(i),
        "<=" => (scoped in i) => a(i) <= b(i),
        ">" => (scoped in i) => a(i) > b(i),
        ">=" => (scoped in i) => a(i) >= b(i),
        "!=" => (scoped in i) => (a(i), b(i)) is var (x, y) && (x < y || x > y),
        _ => (scoped in i) => a(i) == b(i),
    };

    private static string Turned(string sign) => sign switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => sign,
    };

    private static TruthOf Texts(string sign, TextOf left, TextOf right)
    {
        var equal = sign != "!=";
        return (scoped in i) =>
        {
            var a = left(i);
            var b = right(i);
            return !a.IsEmpty && !b.IsEmpty && a.Equals(b, StringComparison.OrdinalIgnoreCase) == equal;
        };
    }

    private static TruthOf Truths(string sign, TruthOf left, TruthOf right)
    {
        var equal = sign != "!=";
        return (scoped in i) => left(i) == right(i) == equal;
    }
}
