using System.Runtime.ExceptionServices;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// A few threads that do the items of many short steps together. A step of boosting takes some ten microseconds, less than handing it to
/// a thread pool costs, so the members wait for the next one awake for a moment before they sleep. One caller at a time.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 2000;

    private readonly Thread[] others;
    private readonly SemaphoreSlim wake = new(0);
    private Action<int, int>? work;
    private Exception? fault;
    private int items, next, step, sleeping, busy;
    private bool ended;

    /// <param name="size">Members, the caller included.</param>
    public WorkerTeam(int size)
    {
        others = new Thread[size - 1];
        for (var member = 1; member < size; member++)
        {
            var me = member;
            others[me - 1] = new Thread(() => Serve(me)) { IsBackground = true, Name = "learner" };
            others[me - 1].Start();
        }
    }

    public int Size => others.Length + 1;

    /// <summary>Does items 0 … <paramref name="count"/>-1, each once, in no order; returns when all are done.</summary>
    /// <param name="item">Gets the number of the member (0 to size-1, for its scratch memory) and of the item.</param>
    /// <remarks>What an item throws is thrown here; items not yet begun are left undone.</remarks>
    public void Do(int count, Action<int, int> item)
    {
        if (others.Length == 0 || count <= 1)
        {
            for (var i = 0; i < count; i++)
                item(0, i);
            return;
        }

        (work, items, next) = (item, count, 0);
        Volatile.Write(ref busy, others.Length);
        Interlocked.Increment(ref step);
        if (Volatile.Read(ref sleeping) is > 0 and var asleep)
            wake.Release(asleep);
        Take(0);
        for (var spins = 0; Volatile.Read(ref busy) > 0; spins++)
            Pause(spins);
        work = null;
        if (Interlocked.Exchange(ref fault, null) is { } failed)
            ExceptionDispatchInfo.Throw(failed);
    }

    private void Take(int member)
    {
        try
        {
            for (var i = Interlocked.Increment(ref next) - 1; i < items; i = Interlocked.Increment(ref next) - 1)
                work!(member, i);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref fault, e, null);
            Volatile.Write(ref next, items);
        }
    }

    private void Serve(int member)
    {
        for (var seen = 0; ;)
        {
            for (var spins = 0; Volatile.Read(ref step) == seen; spins++)
                if (spins < SpinsBeforeSleep)
                    Pause(spins);
                else
                    Sleep(seen);
            seen++;
            if (Volatile.Read(ref ended))
                return;
            Take(member);
            Interlocked.Decrement(ref busy);
        }
    }

    private void Sleep(int seen)
    {
        Interlocked.Increment(ref sleeping);
        // A step may have begun just before we were counted as asleep, and nobody would wake us.
        if (Volatile.Read(ref step) == seen)
            wake.Wait(TimeSpan.FromMilliseconds(20));
        Interlocked.Decrement(ref sleeping);
    }

    private static void Pause(int spins)
    {
        if (spins % 64 == 63)
            Thread.Yield();
        else
            Thread.SpinWait(8);
    }

    public void Dispose()
    {
        Volatile.Write(ref ended, true);
        Interlocked.Increment(ref step);
        wake.Release(others.Length + 1);
        foreach (var other in others)
            other.Join();
        wake.Dispose();
    }
}
