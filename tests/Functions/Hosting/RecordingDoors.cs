using System.Collections.Concurrent;
using MerchantOps.Functions.Hosting;
using MerchantOps.Streaming;
using Microsoft.AspNetCore.Http;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>Doors that keep what came in, and fail when told to.</summary>
internal sealed class RecordingDoors
{
    public ConcurrentQueue<EventBatch> Batches { get; } = [];

    public ConcurrentQueue<TimerTick> Ticks { get; } = [];

    public Exception? Fault { get; set; }

    /// <summary>The functions of the captured requests.</summary>
    public FunctionTable CapturedFunctions => new(
        [new HttpFunction("Hooks", "POST", "api/hooks/{platform}/{*rest}", CallerKind.Platform, EchoAsync)],
        [new("Batch", TakeAsync), new("BatchBin", TakeAsync), new("BatchObj", TakeAsync), new("BatchRetry", TakeAsync), new("Single", TakeAsync)],
        [new("Tick", TickAsync)]);

    public Task TakeAsync(EventBatch batch, IServiceProvider services, CancellationToken ct)
    {
        Batches.Enqueue(batch);
        return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
    }

    public Task TickAsync(TimerTick tick, IServiceProvider services, CancellationToken ct)
    {
        Ticks.Enqueue(tick);
        return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
    }

    /// <summary>Answers with the route's parts, the query's x, and the body's bytes.</summary>
    private static async Task EchoAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, 1000);
        context.Response.Headers["x-route"] = $"{context.RouteText("platform")}|{Uri.EscapeDataString(context.RouteText("rest"))}|{context.QueryText("x")}|{context.QueryText("y")}";
        await Reply.BytesAsync(context, StatusCodes.Status200OK, "text/plain", body);
    }
}
