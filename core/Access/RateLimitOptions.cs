using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Access;

/// <summary>Bound from the section <c>RateLimits</c>. Rates are calls per second; 0 switches a limit off.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Visitors and failed proofs, per client address.</summary>
    [Range(0, 1_000_000)]
    public double Visitor { get; set; } = 20;

    /// <summary>A merchant with all its buyers.</summary>
    [Range(0, 1_000_000)]
    public double Merchant { get; set; } = 200;

    /// <summary>A shop's webhooks. Far above any platform's pace: it only stops a loop.</summary>
    [Range(0, 1_000_000)]
    public double Webhook { get; set; } = 10_000;

    /// <summary>How many seconds' worth of calls may come at once.</summary>
    [Range(1, 600)]
    public double BurstSeconds { get; set; } = 10;

    /// <summary>How many callers are kept apart; beyond that new ones share one bucket per class.</summary>
    [Range(1, 10_000_000)]
    public int MaxCallers { get; set; } = 50_000;

    internal double RateOf(CallerClass caller) => caller switch
    {
        CallerClass.Visitor => Visitor,
        CallerClass.Merchant => Merchant,
        CallerClass.Webhook => Webhook,
        _ => throw new ArgumentOutOfRangeException(nameof(caller)),
    };
}

/// <summary>Who is limited together.</summary>
public enum CallerClass
{
    Visitor,
    Merchant,
    Webhook,
}
