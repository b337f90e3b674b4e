namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>Lists, and whether something is in them. What is missing is neither in a list nor not in it.</summary>
internal static class Membership
{
    public const int MaxLiterals = 200;

    /// <exception cref="ExpressionFault">Not texts alone, nor numbers alone.</exception>
    public static ListExpression ListOf(List<Expression> items, int offset)
    {
        if (items.Count is 0 or > MaxLiterals)
            throw new ExpressionFault(offset, $"a list has 1 to {MaxLiterals} values; a longer one belongs among the lists of the rule set");
        if (items.TrueForAll(static item => item is TextExpression { Constant: not null }))
            return ListExpression.OfTexts(items.Select(static item => ((TextExpression)item).Constant!));
        if (items.TrueForAll(static item => item is NumberExpression { Kind: NumberKind.Number, Constant: not null }))
            return ListExpression.OfNumbers(items.Select(static item => ((NumberExpression)item).Constant!.Value));
        throw new ExpressionFault(offset, "a list has texts alone or numbers alone, nothing calculated");
    }

    public static Expression In(Expression value, Expression list, int offset) => Test(value, list, offset, wanted: true);

    public static Expression NotIn(Expression value, Expression list, int offset) => Test(value, list, offset, wanted: false);

    private static TruthExpression Test(Expression value, Expression list, int offset, bool wanted) => (value, list) switch
    {
        (TextExpression text, ListExpression { Numbers.Count: 0 } texts) => new TruthExpression(Texts(text.Value, texts, wanted)),
        (NumberExpression { Kind: NumberKind.Number } number, ListExpression { Texts.Count: 0 } numbers) => new TruthExpression(Numbers(number, numbers, wanted)),
        (_, ListExpression) => throw new ExpressionFault(offset, $"a {value.Type} cannot be in a list of other values"),
        _ => throw new ExpressionFault(offset, $"after \"in\" a list is expected, not a {list.Type}"),
    };

    private static TruthOf Texts(TextOf text, ListExpression list, bool wanted)
    {
        var known = list.Texts.GetAlternateLookup<ReadOnlySpan<char>>();
        return (scoped in i) =>
        {
            var value = text(i);
            return !value.IsEmpty && known.Contains(value) == wanted;
        };
    }

    private static TruthOf Numbers(NumberExpression number, ListExpression list, bool wanted)
    {
        var (value, known) = (number.Value, ListExpression.OfNumbers(list.Numbers.Select(n => Comparisons.RoundedLike(number, n))).Numbers);
        return (scoped in i) => value(i) is var x && !double.IsNaN(x) && known.Contains(x) == wanted;
    }
}
