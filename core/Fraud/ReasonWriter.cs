using MerchantOps.Fraud.Rules;

namespace MerchantOps.Fraud;

/// <summary>Puts reasons into words a merchant understands, with the order's own values; those of rules by the set they were decided on. Thread-safe.</summary>
public sealed class ReasonWriter(IRuleBook rules)
{
    /// <summary>One text per reason, in their order; a code that nobody knows any more is shown as it is.</summary>
    public async ValueTask<IReadOnlyList<string>> WriteAsync(Decision decision, Language language, CancellationToken ct)
    {
        var set = rules.Current.Rules.Version == decision.Rules ? rules.Current.Rules : await rules.FindAsync(decision.Rules, ct);
        var texts = new string[decision.Reasons.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var reason = decision.Reasons[i];
            texts[i] = ReasonTexts.Of(reason, language) ?? set?.TextOf(reason.Code, reason.Values, language) ?? $"{reason.Code}: {string.Join(", ", reason.Values)}";
        }

        return texts;
    }
}
