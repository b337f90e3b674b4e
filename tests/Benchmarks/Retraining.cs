namespace MerchantOps.Benchmarks;

/// <summary>Trains again and again beside the measurement, until it is ended.</summary>
internal sealed class Retraining
{
    private readonly Task<int> work;
    private volatile bool ended;

    public Retraining(HandlerServer server, bool wanted, CancellationToken ct) => work = wanted ? WorkAsync(server, ct) : Task.FromResult(0);

    /// <summary>Waits for the training that runs.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> EndAsync()
    {
        ended = true;
        return work;
    }

    private async Task<int> WorkAsync(HandlerServer server, CancellationToken ct)
    {
        var times = 0;
        for (; !ended; times++)
            await TrainedServer.TrainAsync(server, ct);
        return times;
    }
}
