using MerchantOps.Fraud.Rules.Expressions;

namespace MerchantOps.Fraud.Rules.Files;

/// <summary>Reads the YAML of a rule set, finding all faults in one go.</summary>
internal sealed class RuleSetReader(RuleFields fields)
{
    public const int MaxRules = 300;

    private readonly FaultList faults = new();

    /// <exception cref="InvalidRuleSetException">With every fault.</exception>
    public RuleSet Read(string yaml)
    {
        var root = YamlReader.Read(yaml);
        if (root is not YamlMap map)
            throw new InvalidRuleSetException([new RuleFault(root.Line, root.Column, null, "a rule set has the keys version, limit, lists and rules")]);

        var values = new YamlValues(map, null, faults);
        values.Only("version", "limit", "lists", "rules");
        values.Required("version");
        var version = values.Whole("version", 1, 1_000_000_000);
        var lists = new ListReader(fields, faults).Read(values.Node<YamlMap>("lists", "a group of lists by name"));
        var rules = RulesOf(values, new RuleReader(fields, lists, new LimitReader(faults), faults));
        faults.ThrowIfAny();
        return new RuleSet(version!.Value, yaml, rules);
    }

    private List<Rule> RulesOf(YamlValues values, RuleReader reader)
    {
        var rules = new List<Rule>();
        if (values.Map.Find("rules") is null)
            faults.Add(values.Map, null, "rules is missing");
        if (values.Node<YamlList>("rules", "a list of rules") is not { } list)
            return rules;
        if (list.Items.Count is 0 or > MaxRules)
            faults.Add(list, null, $"a rule set has 1 to {MaxRules} rules");
        var standard = reader.LimitOf(values);
        foreach (var item in list.Items.Take(MaxRules))
            if (reader.Read(item, standard) is { } rule)
                rules.Add(rule);
        return rules;
    }
}
