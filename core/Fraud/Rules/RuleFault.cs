using System.Globalization;
using MerchantOps.Errors;

namespace MerchantOps.Fraud.Rules;

/// <summary>What is wrong with a rule set, and where.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Rule">The code of the rule, or null where the fault is in none.</param>
public sealed record RuleFault(int Line, int Column, string? Rule, string Reason)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}{(Rule is null ? "" : $", rule {Rule}")}: {Reason}");
}

/// <summary>422: a rule set that cannot be put in force. The message lists every fault that was found, up to <see cref="MaxFaults"/>.</summary>
public sealed class InvalidRuleSetException(IReadOnlyList<RuleFault> faults) : MerchantOpsException(422, "invalid-rules", MessageOf(faults))
{
    public const int MaxFaults = 50;

    /// <summary>By line; never empty.</summary>
    public IReadOnlyList<RuleFault> Faults { get; } = faults;

    private static string MessageOf(IReadOnlyList<RuleFault> faults) =>
        $"The rule set has {(faults.Count == 1 ? "a fault" : $"{faults.Count} faults")}. {string.Join("; ", faults)}.";
}
