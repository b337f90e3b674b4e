using System.Text.RegularExpressions;
using MerchantOps.Tests.Core.Architecture;

namespace MerchantOps.Tests.Core.Fraud;

/// <summary>What the code of decisions says.</summary>
internal static partial class FraudSource
{
    /// <summary>Codes of all reasons that rules and assessor can give.</summary>
    public static IReadOnlyList<string> ReasonCodes()
    {
        string[] files = ["core/Fraud/FraudRules.cs", "core/Fraud/OrderAssessor.cs"];
        return [.. files.SelectMany(file => Code().Matches(Repository.Read(file))).Select(static m => m.Groups[1].Value).Distinct()];
    }

    [GeneratedRegex("new(?: Reason)?\\(\"([a-z-]+)\"")]
    private static partial Regex Code();
}
