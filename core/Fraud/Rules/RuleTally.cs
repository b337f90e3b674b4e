namespace MerchantOps.Fraud.Rules;

/// <summary>What one limited rule has stopped. Not thread-safe: it belongs to <see cref="RuleLimits"/>.</summary>
/// <param name="seen">All orders that were decided, in the same intervals.</param>
internal sealed class RuleTally(RuleLimit limit, IntervalCounts seen)
{
    public IntervalCounts Stopped { get; } = new();

    /// <summary>Raised when an operator resumes the rule: counts of an earlier epoch are void.</summary>
    public int Epoch { get; private set; }

    /// <summary>Set while the rule may not stop any order.</summary>
    public RuleSuspension? Suspension { get; private set; }

    /// <summary>Counts an order that the rule stops; false when that is more than it may, and suspends it then.</summary>
    public bool TryStop(DateTimeOffset placedAt, DateTimeOffset now)
    {
        var interval = limit.IntervalOf(placedAt);
        var stopped = Stopped.TotalOf(interval);
        if (stopped < limit.Orders || stopped < limit.Share * seen.TotalOf(interval))
        {
            Stopped.Add(interval);
            return true;
        }

        Suspension = new RuleSuspension(now, stopped, seen.TotalOf(interval));
        return false;
    }

    /// <summary>Takes in what is stored and adds what is known here.</summary>
    public void Exchange(RuleLimitState stored, string instance)
    {
        if (stored.Epoch > Epoch)
        {
            Epoch = stored.Epoch;
            Suspension = null;
            Stopped.Clear();
        }

        Stopped.Exchange(stored.Stopped, instance);
        Suspension = stored.Suspension ??= Suspension;
    }
}

/// <summary>When and why a rule was suspended.</summary>
/// <param name="Stopped">Orders it had stopped in the interval.</param>
/// <param name="Decided">Orders that were decided in the interval.</param>
public sealed record RuleSuspension(DateTimeOffset At, int Stopped, int Decided);
