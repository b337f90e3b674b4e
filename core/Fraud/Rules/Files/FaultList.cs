namespace MerchantOps.Fraud.Rules.Files;

/// <summary>Collects faults, so that all are told at once.</summary>
internal sealed class FaultList
{
    private readonly List<RuleFault> faults = [];

    public void Add(YamlNode at, string? rule, string reason) => Add(at.Line, at.Column, rule, reason);

    public void Add(int line, int column, string? rule, string reason)
    {
        if (faults.Count < InvalidRuleSetException.MaxFaults)
            faults.Add(new RuleFault(line, column, rule, reason));
    }

    /// <exception cref="InvalidRuleSetException">There was a fault.</exception>
    public void ThrowIfAny()
    {
        if (faults.Count > 0)
            throw new InvalidRuleSetException([.. faults.OrderBy(static f => f.Line).ThenBy(static f => f.Column)]);
    }
}
