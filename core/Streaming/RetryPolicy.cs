namespace MerchantOps.Streaming;

/// <summary>How a failed batch is tried again, as <c>retry</c> in a function.json says it.</summary>
/// <param name="MaxRetryCount">Tries after the first; −1 is for ever, 0 is none.</param>
/// <param name="MinimumInterval">Before the first retry.</param>
/// <param name="MaximumInterval">What doubling the interval ends at; equal to the minimum for a fixed delay.</param>
public sealed record RetryPolicy(int MaxRetryCount, TimeSpan MinimumInterval, TimeSpan MaximumInterval)
{
    /// <summary>What the host does without <c>retry</c>: a failed batch is passed over.</summary>
    public static RetryPolicy None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    public static RetryPolicy FixedDelay(int maxRetryCount, TimeSpan interval) => new(maxRetryCount, interval, interval);

    public static RetryPolicy ExponentialBackoff(int maxRetryCount, TimeSpan minimum, TimeSpan maximum) => new(maxRetryCount, minimum, maximum);

    /// <summary>Whether another try follows after so many failed ones (1 after the first).</summary>
    public bool Allows(int failures) => MaxRetryCount < 0 || failures <= MaxRetryCount;

    /// <summary>The wait before that try: minimum, twice the minimum, four times, … up to the maximum.</summary>
    public TimeSpan DelayAfter(int failures)
    {
        var ticks = MinimumInterval.Ticks * Math.Pow(2, Math.Min(failures - 1, 40));
        return ticks < MaximumInterval.Ticks ? TimeSpan.FromTicks((long)ticks) : MaximumInterval;
    }
}
