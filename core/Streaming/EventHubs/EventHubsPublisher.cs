using System.Net;
using MerchantOps.Errors;
using Polly;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>
/// Appends to an Azure event hub over its HTTPS API, since the host's output binding cannot set a partition key. Thread-safe. Events of
/// one key go in order, one request after the other; different keys go side by side.
/// </summary>
internal sealed class EventHubsPublisher(HubClient client, StreamOptions options, int maxBodyBytes, ResiliencePipeline<HubReply> pipeline, TimeProvider time) : IEventStream
{
    private const int KeysAtOnce = 8;

    /// <inheritdoc/>
    public async Task AppendAsync(IReadOnlyList<StreamEvent> events, CancellationToken ct)
    {
        foreach (var e in events)
            e.RefuseAbove(Math.Min(StreamEvent.MaxBytes, maxBodyBytes));

        using var deadline = new CancellationTokenSource(options.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await Parallel.ForEachAsync(
                events.GroupBy(e => e.PartitionKey, StringComparer.Ordinal),
                new ParallelOptions { MaxDegreeOfParallelism = KeysAtOnce, CancellationToken = either.Token },
                async (key, cancelled) => await SendAllAsync(HubBatch.Of([.. key], maxBodyBytes), cancelled));
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new UnavailableException("stream", $"Event Hubs did not take the events within {options.Deadline}.", e);
        }
    }

    private async Task SendAllAsync(IReadOnlyList<HubBatch> batches, CancellationToken ct)
    {
        foreach (var batch in batches)
        {
            var reply = await SendAsync(batch, ct);
            if (reply.Status == HttpStatusCode.RequestEntityTooLarge && batch.Events.Count > 1)
                await SendAllAsync(batch.Halve(maxBodyBytes), ct);
            else if (reply.Status != HttpStatusCode.Created)
                throw HubFaults.Of(reply, options.Hub);
        }
    }

    private async Task<HubReply> SendAsync(HubBatch batch, CancellationToken ct)
    {
        try
        {
            return await pipeline.ExecuteAsync(async cancelled => await client.SendAsync(batch, cancelled), ct);
        }
        catch (Exception e) when (e is HttpRequestException or ExecutionRejectedException)
        {
            throw HubFaults.Unreachable(e);
        }
    }
}
