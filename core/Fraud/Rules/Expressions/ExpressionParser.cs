namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>
/// Reads an expression by recursive descent, checks its types and compiles it on the way. Nesting and length are bounded, so any text
/// is read or refused in linear time. One parser reads one expression.
/// </summary>
/// <param name="lists">The lists of the rule set, by name.</param>
internal sealed class ExpressionParser(string source, RuleFields fields, IReadOnlyDictionary<string, ListExpression> lists)
{
    public const int MaxLength = 2_000, MaxDepth = 32;

    private readonly List<Token> tokens = source.Length <= MaxLength
        ? Tokenizer.Tokenize(source)
        : throw new ExpressionFault(0, $"an expression has at most {MaxLength} characters");

    private int at, depth;

    /// <summary>Whether the expression looks at what identifies a person.</summary>
    public bool Personal { get; private set; }

    private Token Now => tokens[at];

    /// <exception cref="ExpressionFault">It cannot be understood; the fault says where and why.</exception>
    public Expression Parse()
    {
        var expression = Any();
        return Now.Kind == TokenKind.End ? expression : throw new ExpressionFault(Now.Offset, $"{Shown(Now)} is not expected here");
    }

    private Expression Any()
    {
        Deeper();
        var left = And();
        while (Take("or") is { } or)
            left = Operators.Or(left, And(), or.Offset);
        depth--;
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (Take("and") is { } and)
            left = Operators.And(left, Not(), and.Offset);
        return left;
    }

    private Expression Not()
    {
        if (Take("not") is not { } not)
            return Comparison();
        Deeper();
        var negated = Operators.Not(Not(), not.Offset);
        depth--;
        return negated;
    }

    private Expression Comparison()
    {
        var left = Sum();
        var sign = Now;
        if (sign.Kind == TokenKind.Sign && sign.Text is "=" or "==" or "!=" or "<" or "<=" or ">" or ">=")
        {
            at++;
            left = Comparisons.Of(sign.Text, left, Sum(), sign.Offset);
        }
        else if (sign.Is("in"))
        {
            at++;
            left = Membership.In(left, Sum(), sign.Offset);
        }
        else if (sign.Is("not") && tokens[at + 1].Is("in"))
        {
            at += 2;
            left = Membership.NotIn(left, Sum(), sign.Offset);
        }

        return left;
    }

    private Expression Sum()
    {
        var left = Product();
        while (Now.Is("+") || Now.Is("-"))
        {
            var sign = tokens[at++];
            left = Operators.Calculate(sign.Text, left, Product(), sign.Offset);
        }

        return left;
    }

    private Expression Product()
    {
        var left = Signed();
        while (Now.Is("*") || Now.Is("/"))
        {
            var sign = tokens[at++];
            left = Operators.Calculate(sign.Text, left, Signed(), sign.Offset);
        }

        return left;
    }

    private Expression Signed()
    {
        if (Take("-") is not { } minus)
            return Primary();
        Deeper();
        var negated = Operators.Negate(Signed(), minus.Offset);
        depth--;
        return negated;
    }

    private Expression Primary()
    {
        var token = tokens[at];
        at += token.Kind == TokenKind.End ? 0 : 1;
        return token.Kind switch
        {
            TokenKind.Number => NumberExpression.Literal(NumberKind.Number, token.Number),
            TokenKind.Duration => NumberExpression.Literal(NumberKind.Duration, token.Number),
            TokenKind.Text => TextExpression.Literal(token.Text),
            TokenKind.Word when Now.Is("(") => Functions.Call(token, Items(")", token)),
            TokenKind.Word => Named(token),
            TokenKind.Sign when token.Text == "(" => Inner(),
            TokenKind.Sign when token.Text == "[" => Membership.ListOf(Items("]", token), token.Offset),
            _ => throw new ExpressionFault(token.Offset, $"a value is expected here, not {Shown(token)}"),
        };
    }

    private Expression Inner()
    {
        var inner = Any();
        Demand(")");
        return inner;
    }

    private List<Expression> Items(string end, in Token opener)
    {
        at += opener.Kind == TokenKind.Word ? 1 : 0;
        var items = new List<Expression>();
        if (Take(end) is not null)
            return items;
        do
            items.Add(Any());
        while (Take(",") is not null);
        Demand(end);
        return items;
    }

    private Expression Named(in Token word)
    {
        if (word.Text is "true" or "false")
        {
            var value = word.Text == "true";
            return new TruthExpression((scoped in _) => value);
        }

        if (lists.TryGetValue(word.Text, out var list))
            return list;
        Personal |= RuleFields.IsPersonal(word.Text);
        return fields.Find(word.Text) ?? throw new ExpressionFault(
            word.Offset, $"there is no field or list {word.Text}{Suggestion.For(word.Text, fields.Names.Concat(lists.Keys))}");
    }

    private void Deeper()
    {
        if (++depth > MaxDepth)
            throw new ExpressionFault(Now.Offset, $"an expression is nested at most {MaxDepth} levels deep");
    }

    private Token? Take(string text)
    {
        if (!Now.Is(text))
            return null;
        return tokens[at++];
    }

    private void Demand(string text)
    {
        if (Take(text) is null)
            throw new ExpressionFault(Now.Offset, $"{text} is expected here, not {Shown(Now)}");
    }

    private static string Shown(in Token token) => token.Kind == TokenKind.End ? token.Text : $"\"{token.Text}\"";
}
