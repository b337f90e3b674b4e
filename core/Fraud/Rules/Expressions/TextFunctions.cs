namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>Functions over texts, without regard to case. A test of a text that is missing is false.</summary>
internal static class TextFunctions
{
    private delegate bool Test(ReadOnlySpan<char> text, ReadOnlySpan<char> part);

    /// <summary>The call, or null when there is no such function of these arguments.</summary>
    public static Expression? Of(string name, Expression[] arguments) => (name, arguments) switch
    {
        ("lower", [TextExpression text]) => Lower(text.Value),
        ("length", [TextExpression text]) => Length(text.Value),
        ("starts_with", [TextExpression text, TextExpression part]) => Testing(text, part, static (t, p) => t.StartsWith(p, StringComparison.OrdinalIgnoreCase)),
        ("ends_with", [TextExpression text, TextExpression part]) => Testing(text, part, static (t, p) => t.EndsWith(p, StringComparison.OrdinalIgnoreCase)),
        ("contains", [TextExpression text, TextExpression part]) => Testing(text, part, static (t, p) => t.Contains(p, StringComparison.OrdinalIgnoreCase)),
        ("matches_domain", [TextExpression text, TextExpression { Constant: { } domain }]) => MatchesDomain(text.Value, ListExpression.OfTexts([domain])),
        ("matches_domain", [TextExpression text, ListExpression { Numbers.Count: 0 } domains]) => MatchesDomain(text.Value, domains),
        ("coalesce", [TextExpression, ..]) => Coalesce(arguments),
        ("if", [TruthExpression condition, TextExpression a, TextExpression b]) => If(condition.Value, a.Value, b.Value),
        _ => null,
    };

    // Most texts are lower-case already, and then nothing is allocated.
    private static TextExpression Lower(TextOf text) => new((scoped in i) =>
    {
        var value = text(i);
        foreach (var c in value)
            if (char.IsUpper(c))
                return value.ToString().ToLowerInvariant();
        return value;
    });

    private static NumberExpression Length(TextOf text) =>
        new(NumberKind.Number, (scoped in i) => text(i) is { IsEmpty: false } value ? value.Length : double.NaN);

    private static TruthExpression Testing(TextExpression text, TextExpression part, Test test)
    {
        var (whole, piece) = (text.Value, part.Value);
        return new TruthExpression((scoped in i) => piece(i) is { IsEmpty: false } wanted && test(whole(i), wanted));
    }

    // The domain itself or any below it: shop.example.com is looked up as itself, example.com and com.
    private static TruthExpression MatchesDomain(TextOf text, ListExpression domains)
    {
        var known = domains.Texts.GetAlternateLookup<ReadOnlySpan<char>>();
        return new TruthExpression((scoped in i) =>
        {
            for (var rest = text(i); !rest.IsEmpty;)
            {
                if (known.Contains(rest))
                    return true;
                var dot = rest.IndexOf('.');
                rest = dot < 0 ? [] : rest[(dot + 1)..];
            }

            return false;
        });
    }

    private static TextExpression? Coalesce(Expression[] arguments)
    {
        if (!Array.TrueForAll(arguments, static a => a is TextExpression))
            return null;
        TextOf[] texts = [.. arguments.Select(static a => ((TextExpression)a).Value)];
        return new TextExpression((scoped in i) =>
        {
            foreach (var text in texts)
                if (text(i) is { IsEmpty: false } value)
                    return value;
            return [];
        });
    }

    private static TextExpression If(TruthOf condition, TextOf left, TextOf right) =>
        new((scoped in i) => condition(i) ? left(i) : right(i));
}
