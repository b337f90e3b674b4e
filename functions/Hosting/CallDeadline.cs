using MerchantOps.Errors;

namespace MerchantOps.Functions.Hosting;

/// <summary>
/// Ends calls before host.json's <c>functionTimeout</c> of 5 minutes does: the host answers that by killing this process with every
/// other call in flight.
/// </summary>
internal static class CallDeadline
{
    /// <summary>A caller waits for the answer.</summary>
    public static readonly TimeSpan Http = TimeSpan.FromSeconds(30);

    /// <summary>A batch or a timer; jobs stop themselves after 4 minutes.</summary>
    public static readonly TimeSpan Trigger = TimeSpan.FromSeconds(270);

    /// <summary>When a trigger's call fails although its work does not heed its token.</summary>
    public static readonly TimeSpan TriggerAtLast = TimeSpan.FromSeconds(285);

    /// <exception cref="UnavailableException">The work was cancelled because <paramref name="limit"/> had passed.</exception>
    public static async Task KeepAsync(TimeSpan limit, TimeProvider time, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new UnavailableException("deadline", $"Not done within {limit.TotalSeconds} s.", e);
        }
    }
}
