namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>Kills the server at random moments: under load, now and then while it starts, and at last when everything is sent but not all of it ingested.</summary>
internal sealed class Killer(MortalServer server, Ledger ledger, FaultPlan plan, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private const double WhileStarting = 0.25;

    private readonly Random random = new(plan.Seed);

    /// <param name="deliveries">How many there will be in all.</param>
    public async Task RunAsync(int deliveries, Task sending, CancellationToken ct)
    {
        var marks = Enumerable.Range(0, plan.Kills - 1).Select(_ => (int)(deliveries * (0.02 + (0.96 * random.NextDouble())))).Order().ToList();
        foreach (var mark in marks)
        {
            await SentAsync(mark, sending, ct);
            await KillAsync(ct);
        }

        await sending;
        await KillAsync(ct);
    }

    private async Task SentAsync(int count, Task sending, CancellationToken ct)
    {
        while (ledger.Count < count && !sending.IsFaulted)
            await Task.Delay(Poll, time, ct);
    }

    private async Task KillAsync(CancellationToken ct)
    {
        await server.KillAsync(ct);
        server.Launch();
        if (random.NextDouble() < WhileStarting)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1500)), time, ct);
            await server.KillAsync(ct);
            server.Launch();
        }

        await server.ListensAsync(ct);
    }
}
