using System.Globalization;
using System.Text.RegularExpressions;
using MerchantOps.Fraud.Rules.Expressions;

namespace MerchantOps.Fraud.Rules.Files;

/// <summary>Reads the named lists of a rule set: texts alone, or numbers alone.</summary>
internal sealed partial class ListReader(RuleFields fields, FaultList faults)
{
    public const int MaxLists = 50, MaxTextLength = 200;

    public Dictionary<string, ListExpression> Read(YamlMap? map)
    {
        var lists = new Dictionary<string, ListExpression>(StringComparer.Ordinal);
        if (map?.Entries.Count > MaxLists)
            faults.Add(map, null, $"a rule set has at most {MaxLists} lists");
        foreach (var (key, value) in map?.Entries ?? [])
        {
            if (!Name().IsMatch(key.Text) || fields.Find(key.Text) is not null)
                faults.Add(key, null, $"a list needs a name of its own, of lower-case letters, digits and _, not {key.Text}");
            lists[key.Text] = ListOf(key.Text, value);
        }

        return lists;
    }

    private ListExpression ListOf(string name, YamlNode node)
    {
        var items = (node as YamlList)?.Items ?? [];
        if (node is not YamlList)
            faults.Add(node, null, $"{name} is a list, not {node.Kind}");
        foreach (var item in items)
            if (item is not YamlScalar { Text.Length: > 0 and <= MaxTextLength })
                faults.Add(item, null, $"{name} has values of 1 to {MaxTextLength} characters");

        YamlScalar[] values = [.. items.OfType<YamlScalar>()];
        var numbers = new List<double>(values.Length);
        foreach (var value in values)
            if (value.Style == YamlStyle.Plain && double.TryParse(value.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
        return numbers.Count == values.Length && values.Length > 0
            ? ListExpression.OfNumbers(numbers)
            : ListExpression.OfTexts(values.Select(static v => v.Text));
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
