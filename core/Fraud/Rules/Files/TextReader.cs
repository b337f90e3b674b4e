using System.Text;
using MerchantOps.Fraud.Rules.Expressions;

namespace MerchantOps.Fraud.Rules.Files;

/// <summary>
/// Reads the two texts of a rule. <c>{expression}</c> and <c>{expression:format}</c> are places for the order's values, <c>{{</c> and
/// <c>}}</c> are braces; the same place in both languages is one value.
/// </summary>
internal sealed class TextReader(RuleFields fields, IReadOnlyDictionary<string, ListExpression> lists, FaultList faults)
{
    public const int MaxLength = 500, MaxPlaces = 8;

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<ValueOf> values = [];

    /// <summary>The texts, or null where they have faults.</summary>
    public RuleText? Read(YamlValues rule, string? code)
    {
        if (rule.Map.Find("text") is null)
            faults.Add(rule.Map, code, "text is missing, with en and zh");
        if (rule.Node<YamlMap>("text", "the group of en and zh") is not { } map)
            return null;

        var texts = new YamlValues(map, code, faults);
        texts.Only("en", "zh");
        var (english, chinese) = (texts.Required("en"), texts.Required("zh"));
        var (first, second) = (FormatOf(english, code), FormatOf(chinese, code));
        return first is null || second is null ? null : new RuleText(english!.Text, chinese!.Text, first, second, [.. values]);
    }

    private string? FormatOf(YamlScalar? scalar, string? code)
    {
        if (scalar is null)
            return null;
        try
        {
            if (scalar.Text.Length is 0 or > MaxLength)
                throw new ExpressionFault(0, $"a text has 1 to {MaxLength} characters");
            return FormatOf(scalar.Text);
        }
        catch (ExpressionFault fault)
        {
            var (line, column) = scalar.At(fault.Offset);
            faults.Add(line, column, code, fault.Message);
            return null;
        }
    }

    /// <summary>The text as a composite format string, in which the places are numbered.</summary>
    private string FormatOf(string text)
    {
        var format = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var doubled = at + 1 < text.Length && text[at + 1] == text[at];
            if (text[at] is not ('{' or '}'))
                format.Append(text[at]);
            else if (doubled)
                format.Append(text[at]).Append(text[at++]);
            else if (text[at] == '}')
                throw new ExpressionFault(at, "this } closes nothing; double it to write one");
            else
                format.Append('{').Append(PlaceAt(text, ref at)).Append('}');
        }

        return format.ToString();
    }

    private int PlaceAt(string text, ref int at)
    {
        var (start, colon) = (at + 1, -1);
        char? quote = null;
        for (at = start; at < text.Length && (quote is not null || text[at] != '}'); at++)
        {
            if (quote is not null ? text[at] == quote : text[at] is '\'' or '"')
                quote = quote is null ? text[at] : null;
            else if (quote is null && text[at] == ':')
                colon = at;
        }

        if (at >= text.Length)
            throw new ExpressionFault(start - 1, "this { is never closed; double it to write one");
        var end = colon < 0 ? at : colon;
        return Number(text[start..end], colon < 0 ? null : text[(colon + 1)..at], start);
    }

    private int Number(string expression, string? format, int offset)
    {
        var name = $"{expression.Trim()}:{format}";
        if (places.TryGetValue(name, out var known))
            return known;
        if (places.Count == MaxPlaces)
            throw new ExpressionFault(offset, $"a reason has at most {MaxPlaces} values");
        values.Add(Compile(expression, format, offset));
        return places[name] = places.Count;
    }

    private ValueOf Compile(string source, string? format, int offset)
    {
        try
        {
            var parser = new ExpressionParser(source, fields, lists);
            var expression = parser.Parse();
            if (parser.Personal)
                throw new ExpressionFault(0, "a reason tells nothing that identifies a person, because it is stored in the clear");
            return ValueFormat.Of(expression, format);
        }
        catch (ExpressionFault fault)
        {
            throw new ExpressionFault(offset + fault.Offset, fault.Message);
        }
    }
}
