using System.Text.RegularExpressions;
using MerchantOps.Fraud.Rules.Expressions;

namespace MerchantOps.Fraud.Rules.Files;

/// <summary>Reads one rule after the other, and sees that no code comes twice.</summary>
internal sealed partial class RuleReader(RuleFields fields, IReadOnlyDictionary<string, ListExpression> lists, LimitReader limits, FaultList faults)
{
    private readonly HashSet<string> codes = new(StringComparer.Ordinal);

    /// <summary>The limit of rules that give none.</summary>
    public RuleLimit? LimitOf(YamlValues root) => limits.Read(root.Map, null, null);

    /// <summary>The rule, or null where it has faults.</summary>
    public Rule? Read(YamlNode node, RuleLimit? standard)
    {
        if (node is not YamlMap map)
        {
            faults.Add(node, null, "a rule has the keys code, when, score or outcome, mode, limit and text");
            return null;
        }

        var code = CodeOf(map);
        var values = new YamlValues(map, code, faults);
        values.Only("code", "when", "score", "outcome", "mode", "limit", "text");
        var when = values.Required("when");
        var condition = Compile<TruthExpression>(when, code, "a condition")?.Value;
        var outcome = values.Word("outcome", ("approve", Outcome.Approve), ("review", Outcome.Review), ("decline", Outcome.Decline));
        var score = values.Scalar("score");
        var weight = ScoreOf(map, score, code);
        var mode = values.Word("mode", ("on", RuleMode.On), ("shadow", RuleMode.Shadow), ("off", RuleMode.Off)) ?? RuleMode.On;
        var limit = limits.Read(map, code, standard);
        var text = new TextReader(fields, lists, faults).Read(values, code);
        if (code is null || condition is null || text is null)
            return null;
        return new Rule(condition, weight) { Code = code, When = when!.Text, Score = score?.Text, Outcome = outcome, Mode = mode, Limit = limit, Text = text };
    }

    private string? CodeOf(YamlMap map)
    {
        var scalar = new YamlValues(map, null, faults).Required("code");
        if (scalar is null)
            return null;
        if (!Code().IsMatch(scalar.Text))
            faults.Add(scalar, null, "a code is 2 to 60 lower-case letters, digits and hyphens, such as card-testing");
        else if (!codes.Add(scalar.Text))
            faults.Add(scalar, null, $"there are two rules {scalar.Text}");
        else
            return scalar.Text;
        return null;
    }

    private NumberOf? ScoreOf(YamlMap map, YamlScalar? score, string? code)
    {
        if (map.Find("score") is null == map.Find("outcome") is null)
            faults.Add(map, code, "a rule needs either a score or an outcome");
        if (Compile<NumberExpression>(score, code, "a number") is not { } number)
            return null;
        if (number is { Kind: NumberKind.Number, Constant: null or (>= 0 and <= 1) })
            return number.Value;
        faults.Add(score!, code, "a score is a number from 0 to 1");
        return null;
    }

    private T? Compile<T>(YamlScalar? scalar, string? code, string kind)
        where T : Expression
    {
        if (scalar is null)
            return null;
        try
        {
            var expression = new ExpressionParser(scalar.Text, fields, lists).Parse();
            if (expression is T right)
                return right;
            faults.Add(scalar, code, $"this is a {expression.Type}, where {kind} is needed");
        }
        catch (ExpressionFault fault)
        {
            var (line, column) = scalar.At(fault.Offset);
            faults.Add(line, column, code, fault.Message);
        }

        return null;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,59}$", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
