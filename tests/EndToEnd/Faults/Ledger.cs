using System.Collections.Concurrent;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>What the server acknowledged with 2xx, kept outside of it. Thread-safe.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Delivery> acknowledged = new();
    private int retries;

    /// <summary>In the order of acknowledgement, duplicates included.</summary>
    public IReadOnlyCollection<Delivery> Acknowledged => acknowledged;

    public int Count => acknowledged.Count;

    /// <summary>How often something was sent again because nothing had acknowledged it.</summary>
    public int Retries => retries;

    public void Acknowledge(Delivery delivery) => acknowledged.Enqueue(delivery);

    public void Retry() => Interlocked.Increment(ref retries);
}
