using MerchantOps.Errors;

namespace MerchantOps.Storage.Sqlite;

/// <summary>How long a read may go on. Checked between its steps, since a read runs on its caller's thread.</summary>
internal readonly struct ReadBudget(TimeProvider time, TimeSpan limit, CancellationToken ct)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Unix milliseconds when the read began: what has expired by then is not seen.</summary>
    public long Now { get; } = time.GetUtcNow().ToUnixTimeMilliseconds();

    public bool IsSpent => time.GetElapsedTime(_start) > limit;

    public void Check()
    {
        ct.ThrowIfCancellationRequested();
        if (IsSpent)
            throw new UnavailableException("store", $"A read took longer than {limit}.");
    }
}
