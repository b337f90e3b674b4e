namespace MerchantOps.Reviews;

/// <summary>What somebody said of an order afterwards. All are kept; <see cref="LabelPrecedence"/> says which one holds.</summary>
/// <param name="At">When it was said, not when it came to us.</param>
/// <param name="Source">One of <see cref="LabelSources"/>.</param>
/// <param name="By">The person, where it was one.</param>
public sealed record LabelStatement(bool Fraud, DateTimeOffset At, string Source, string? By = null);

/// <summary>Who may say whether an order was fraud.</summary>
public static class LabelSources
{
    /// <summary>The bank took the money back.</summary>
    public const string Chargeback = "chargeback";

    /// <summary>The bank gave it back.</summary>
    public const string DisputeWon = "dispute-won";

    /// <summary>A reviewer granted an appeal.</summary>
    public const string Appeal = "appeal";

    /// <summary>A reviewer's verdict, of a case too.</summary>
    public const string Review = "review";

    /// <summary>The merchant refunded because of fraud.</summary>
    public const string Refund = "refund";
}
