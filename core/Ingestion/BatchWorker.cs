using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Storage;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Ingestion;

/// <summary>
/// Loads, applies and saves the events of one source, again from the start whenever somebody else changed a document meanwhile.
/// A merchant whose documents keep failing is handed to the caller after three tries; only when the store itself is down does the
/// whole batch fail. Thread-safe.
/// </summary>
internal sealed class BatchWorker(IDocumentStore store, EventApplier applier, BatchSaver saver, DecisionState decisions, ILogger<BatchWorker> log)
{
    public const int MaxTries = 3;

    private const int MaxOvertakes = 20;

    private static readonly DocumentKey Probe = new("jobs", "probe", "ingestion");

    /// <param name="batch">In the order of the source.</param>
    /// <param name="extra">Writes to be saved along; conflicts of theirs are ignored.</param>
    /// <param name="giveUpOn">Takes over a merchant's events of this batch, with the reason.</param>
    /// <exception cref="UnavailableException">The store cannot take the batch now; deliver it again.</exception>
    public async Task WorkAsync(WorkBatch batch, IReadOnlyList<DocumentWrite> extra, Func<string, string, Task> giveUpOn, CancellationToken ct)
    {
        var tries = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var overtaken = 0; overtaken < MaxOvertakes;)
        {
            ct.ThrowIfCancellationRequested();
            var state = await LoadAsync(batch, ct);
            var failed = Apply(state, batch) is { } one ? [one] : await SaveOrdersAsync(state, ct);
            if (failed is null)
            {
                overtaken++;
                continue;
            }

            if (failed.Count == 0)
            {
                if (await saver.SaveEffectsAsync(state, extra, ct))
                    return;
                overtaken++;
                continue;
            }

            foreach (var failure in failed)
                batch = await NoteAsync(failure, tries, batch, giveUpOn);
        }

        throw new UnavailableException("store", "The documents of this batch kept changing under it.");
    }

    private async Task<WorkBatch> NoteAsync(Failure failure, Dictionary<string, int> tries, WorkBatch batch, Func<string, string, Task> giveUpOn)
    {
        var count = tries[failure.Merchant] = tries.GetValueOrDefault(failure.Merchant) + 1;
        if (count < MaxTries)
            return batch;

        log.LogError(failure.Error, "The documents of merchant {Merchant} failed {Tries} times.", failure.Merchant, count);
        await giveUpOn(failure.Merchant, failure.Error.GetType().Name);
        return batch with { Events = [.. batch.Events.Where(e => e.Merchant != failure.Merchant)] };
    }

    private async Task<BatchState> LoadAsync(WorkBatch batch, CancellationToken ct)
    {
        var keys = new HashSet<DocumentKey>();
        foreach (var incoming in batch.Events)
            applier.AddKeys(incoming, keys);
        var state = new BatchState();
        foreach (var incoming in batch.Events)
            if (!state.Policies.ContainsKey(incoming.Merchant))
                state.Policies[incoming.Merchant] = await decisions.PolicyOfAsync(incoming.Merchant, ct);
        if (keys.Count > 0)
            await state.LoadAsync(store, [.. keys], ct);
        return state;
    }

    private Failure? Apply(BatchState state, WorkBatch batch)
    {
        foreach (var incoming in batch.Events)
        {
            try
            {
                applier.Apply(state, incoming, batch.Source);
            }
            catch (Exception e) when (e is not (UnavailableException or OperationCanceledException))
            {
                // Whatever is wrong with one merchant's documents must not stop the others; it is counted, logged and parked.
                return new Failure(incoming.Merchant, e);
            }
        }

        return null;
    }

    /// <summary>Empty when all are saved, null when overtaken, else the merchants whose documents the store refuses while it takes others.</summary>
    private async Task<IReadOnlyList<Failure>?> SaveOrdersAsync(BatchState state, CancellationToken ct)
    {
        try
        {
            return await saver.SaveOrdersAsync(state.Orders.Values, ct) ? [] : null;
        }
        catch (UnavailableException)
        {
            return await SaveByMerchantAsync(state, ct);
        }
    }

    private async Task<IReadOnlyList<Failure>> SaveByMerchantAsync(BatchState state, CancellationToken ct)
    {
        // Throws while the store is down, and then the batch is delivered again.
        await store.SaveAsync(DocumentWrite.Upsert(Probe, "{\"v\":1}"u8.ToArray()), ct);
        var failed = new List<Failure>();
        foreach (var orders in state.Orders.Values.GroupBy(static o => o.Value.Merchant))
        {
            try
            {
                await saver.SaveOrdersAsync([.. orders], ct);
            }
            catch (UnavailableException e)
            {
                failed.Add(new Failure(orders.Key, e));
            }
        }

        return failed.Count > 0 ? failed : throw new UnavailableException("store", "The store was away for a moment.");
    }

    private readonly record struct Failure(string Merchant, Exception Error);
}

/// <param name="Source">Whose positions guard the accumulating documents.</param>
internal sealed record WorkBatch(string Source, IReadOnlyList<IncomingEvent> Events);
