using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;

namespace MerchantOps.Benchmarks;

/// <summary>Sends requests over connections that are kept.</summary>
internal sealed class Lanes : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly HttpLane[] lanes;
    private readonly TimeProvider time;

    private Lanes(HttpLane[] lanes, TimeProvider time) => (this.lanes, this.time) = (lanes, time);

    public static async Task<Lanes> OpenAsync(Uri address, int connections, TimeProvider time, CancellationToken ct)
    {
        var lanes = new HttpLane[connections];
        for (var i = 0; i < connections; i++)
            lanes[i] = await HttpLane.OpenAsync(address, ct);
        return new Lanes(lanes, time);
    }

    /// <summary>
    /// Open loop: each request has a moment when it is due, whatever became of those before it, and its latency counts from then, so a
    /// stall is felt by all that fell due in it, and so is the lack of a free connection.
    /// </summary>
    /// <param name="perSecond">Requests due per second, evenly spaced.</param>
    public async Task<LaneTimes> AtRateAsync(IReadOnlyList<byte[]> requests, double perSecond, CancellationToken ct)
    {
        var due = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleWriter = true });
        var took = new ConcurrentQueue<TimeSpan>();
        var start = time.GetTimestamp();
        var working = Task.WhenAll(lanes.Select(async lane =>
        {
            await foreach (var i in due.Reader.ReadAllAsync(ct))
                if (await lane.SendAsync(requests[i], null, ct) == HttpStatusCode.OK)
                    took.Enqueue(time.GetElapsedTime(start) - TimeSpan.FromSeconds(i / perSecond));
        }));

        for (var i = 0; i < requests.Count; i++)
        {
            while (time.GetElapsedTime(start) < TimeSpan.FromSeconds(i / perSecond))
                await Task.Delay(Tick, time, ct);
            due.Writer.TryWrite(i);
        }

        due.Writer.Complete();
        await working;
        return new LaneTimes([.. took], requests.Count, time.GetElapsedTime(start));
    }

    /// <summary>Closed loop: each connection sends its next request when the last one is answered, until the requests or the time are up.</summary>
    public async Task<LaneTimes> FlatOutAsync(IReadOnlyList<byte[]> requests, TimeSpan howLong, CancellationToken ct)
    {
        var took = new ConcurrentQueue<TimeSpan>();
        var next = -1;
        var start = time.GetTimestamp();
        await Task.WhenAll(lanes.Select(async lane =>
        {
            while (time.GetElapsedTime(start) < howLong && Interlocked.Increment(ref next) is var i && i < requests.Count)
            {
                var sent = time.GetTimestamp();
                if (await lane.SendAsync(requests[i], null, ct) == HttpStatusCode.OK)
                    took.Enqueue(time.GetElapsedTime(sent));
            }
        }));
        return new LaneTimes([.. took], Math.Min(next + 1, requests.Count), time.GetElapsedTime(start));
    }

    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
    }
}

/// <param name="Answered">How long each took that was answered with 200.</param>
/// <param name="Sent">How many were sent.</param>
/// <param name="Elapsed">From the first to the last.</param>
internal sealed record LaneTimes(IReadOnlyList<TimeSpan> Answered, int Sent, TimeSpan Elapsed)
{
    public double PerSecond => Answered.Count / Elapsed.TotalSeconds;
}
