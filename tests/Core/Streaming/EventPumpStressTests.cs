using System.Collections.Concurrent;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Streaming;

/// <summary>Appends, two consumer groups that fail now and then, trimming and restarts of the log, all at once.</summary>
public sealed class EventPumpStressTests
{
    private const int Keys = 20;
    private const int EventsPerKey = 400;

    [Fact]
    public async Task Every_group_sees_every_event_in_the_order_of_its_key_and_what_both_have_seen_is_trimmed()
    {
        using var folder = new LogFolder(new StreamOptions { Partitions = 4, KeepAsArchive = false });
        Group[] groups = [new("fast", seed: 1), new("slow", seed: 2)];
        foreach (var group in groups)
            await folder.Log.JoinAsync(group.Name, CancellationToken.None);

        for (var run = 0; run < 4; run++)
        {
            await Task.WhenAll([.. Enumerable.Range(0, Keys).Select(key => AppendAsync(folder, key, run)), .. groups.Select(group => group.ConsumeAsync(folder.Log))]);
            folder.Reopen();
        }

        foreach (var group in groups)
        {
            await group.ConsumeAsync(folder.Log);
            Assert.All(Enumerable.Range(0, Keys), key => Assert.Equal(Enumerable.Range(0, EventsPerKey), group.FirstSightingsOf(key)));
        }

        var kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(partition => folder.Log.ReadAsync(partition, 0, 10_000, CancellationToken.None)));
        Assert.All(kept, partition => Assert.Single(partition.Records));
    }

    private static async Task AppendAsync(LogFolder folder, int key, int run)
    {
        for (var i = run * EventsPerKey / 4; i < (run + 1) * EventsPerKey / 4; i++)
            await folder.AppendAsync($"merchant-{key}", $"{key}/{i}");
    }

    private sealed class Group(string name, int seed)
    {
        private readonly ConcurrentQueue<string> _seen = [];
        private readonly Random _random = new(seed);

        public string Name => name;

        public IEnumerable<int> FirstSightingsOf(int key) =>
            _seen.Where(text => text.StartsWith($"{key}/", StringComparison.Ordinal)).Distinct().Select(text => int.Parse(text.Split('/')[1], null));

        /// <summary>Pumps until nothing is left of what was there at some moment.</summary>
        public async Task ConsumeAsync(EventLog log)
        {
            using var stop = new CancellationTokenSource();
            var options = new PumpOptions(name, RetryPolicy.FixedDelay(-1, TimeSpan.Zero)) { MaxBatchSize = 32 };
            var pumping = new EventPump(log, options, HandleAsync, TimeProvider.System, NullLogger<EventPump>.Instance).RunAsync(stop.Token);
            while ((await log.LagAsync(name, CancellationToken.None)).Any(lag => lag.Events > 0))
                await Task.Yield();

            await stop.CancelAsync();
            await pumping;
        }

        private async Task HandleAsync(EventBatch batch, CancellationToken ct)
        {
            await Task.Yield();
            var fails = Fails();
            foreach (var record in batch.Records.Take(fails ? batch.Records.Count / 2 : batch.Records.Count))
                _seen.Enqueue(LogFolder.Text(record));
            if (fails)
                throw new InvalidOperationException("a transient fault");
        }

        private bool Fails()
        {
            lock (_random)
                return _random.Next(10) == 0;
        }
    }
}
