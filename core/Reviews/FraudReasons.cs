namespace MerchantOps.Reviews;

/// <summary>Which of the platforms' words for a refund say that the order was fraud.</summary>
public static class FraudReasons
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "fraud", "fraudulent", "suspected-fraud", "suspected-fraudulent", "confirmed-fraud", "card-stolen", "stolen-card", "unauthorized", "unauthorised",
    };

    /// <summary>Whether the reason, in whatever case and with whatever between its words, is one of those.</summary>
    public static bool IsFraud(string? reason) => reason is { Length: > 0 and <= 40 } && Words.Contains(reason.Trim().Replace('_', '-').Replace(' ', '-'));
}
