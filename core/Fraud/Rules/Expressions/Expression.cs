using System.Collections.Frozen;

namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>A typed and compiled expression. Immutable.</summary>
internal abstract record Expression
{
    /// <summary>The type, as messages name it.</summary>
    public abstract string Type { get; }

    /// <summary>Whether it is known only for some orders; null when it always is.</summary>
    public virtual TruthOf? Missing => null;
}

internal enum NumberKind
{
    Number,

    /// <summary>Unix seconds.</summary>
    Time,

    /// <summary>Seconds.</summary>
    Duration,
}

/// <param name="Constant">Its value where that is a literal.</param>
/// <param name="Single">It comes from a 32-bit feature, so literals it is compared with are rounded alike: 0.1 is the feature's 0.1.</param>
internal sealed record NumberExpression(NumberKind Kind, NumberOf Value, double? Constant = null, bool Single = false) : Expression
{
    public override string Type => Kind switch
    {
        NumberKind.Time => "time",
        NumberKind.Duration => "duration",
        _ => "number",
    };

    public override TruthOf Missing => (scoped in i) => double.IsNaN(Value(i));

    public static NumberExpression Literal(NumberKind kind, double value) => new(kind, (scoped in _) => value, value);
}

internal sealed record TruthExpression(TruthOf Value, TruthOf? Unknown = null) : Expression
{
    public override string Type => "condition";

    public override TruthOf? Missing => Unknown;
}

/// <param name="Constant">Its value where that is a literal.</param>
internal sealed record TextExpression(TextOf Value, string? Constant = null) : Expression
{
    public override string Type => "text";

    public override TruthOf Missing => (scoped in i) => Value(i).IsEmpty;

    public static TextExpression Literal(string value) => new((scoped in _) => value, value);
}

/// <summary>A list of texts (without regard to case) or of numbers; one of the two is empty.</summary>
internal sealed record ListExpression(FrozenSet<string> Texts, FrozenSet<double> Numbers) : Expression
{
    public override string Type => "list";

    public static ListExpression OfTexts(IEnumerable<string> texts) => new(texts.ToFrozenSet(StringComparer.OrdinalIgnoreCase), []);

    public static ListExpression OfNumbers(IEnumerable<double> numbers) => new([], numbers.ToFrozenSet());
}
