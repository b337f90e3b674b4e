using MerchantOps.Streaming;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventLogScanTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_scan_gives_all_partitions_by_enqueued_time_from_inclusive_to_exclusive()
    {
        var start = _folder.Time.GetUtcNow();
        for (var minute = 0; minute < 200; minute++)
        {
            await _folder.AppendAsync($"merchant-{minute * 7 % 20}", $"{minute}");
            _folder.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var scanned = await ScanAsync(start.AddMinutes(30), start.AddMinutes(170));

        Assert.Equal(Enumerable.Range(30, 140).Select(minute => $"{minute}"), scanned);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1500)]
    public async Task A_scan_neither_skips_nor_repeats_at_the_ends_of_pages(int events)
    {
        await _folder.Log.AppendAsync([.. Enumerable.Range(0, events).Select(i => LogFolder.Event("acme", $"{i}"))], CancellationToken.None);

        var scanned = await ScanAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

        Assert.Equal(Enumerable.Range(0, events).Select(i => $"{i}"), scanned);
    }

    [Fact]
    public async Task A_scan_begins_in_the_middle_of_many_events_with_equal_times()
    {
        for (var hour = 0; hour < 3; hour++)
        {
            await _folder.AppendAsync("acme", [.. Enumerable.Range(0, 1000).Select(i => $"{hour}/{i}")]);
            _folder.Time.Advance(TimeSpan.FromHours(1));
        }

        var scanned = await ScanAsync(_folder.Time.GetUtcNow().AddHours(-2), _folder.Time.GetUtcNow().AddHours(-1));

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"1/{i}"), scanned);
    }

    [Fact]
    public async Task A_scan_outside_of_what_there_is_gives_nothing()
    {
        await _folder.AppendAsync("acme", "one");

        var after = await ScanAsync(_folder.Time.GetUtcNow().AddTicks(1), DateTimeOffset.MaxValue);
        var before = await ScanAsync(DateTimeOffset.MinValue, _folder.Time.GetUtcNow());

        Assert.Empty(after);
        Assert.Empty(before);
    }

    [Fact]
    public async Task A_scan_ends_with_what_was_there_when_it_began()
    {
        await _folder.AppendAsync("acme", "one", "two");
        await using var scan = _folder.Log.ScanAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None).GetAsyncEnumerator();
        await scan.MoveNextAsync();

        await _folder.AppendAsync("acme", "three");

        Assert.True(await scan.MoveNextAsync());
        Assert.Equal("two", LogFolder.Text(scan.Current.Record));
        Assert.False(await scan.MoveNextAsync());
    }

    [Fact]
    public async Task A_scan_names_where_each_event_came_from()
    {
        await _folder.AppendAsync("acme", "one");

        var scanned = new List<SourcedRecord>();
        await foreach (var record in _folder.Log.ScanAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None))
            scanned.Add(record);

        Assert.Equal((_folder.Log.SourceOf(_folder.PartitionOf("acme")), 1L), (scanned.Single().Source, scanned.Single().Record.Sequence));
    }

    private async Task<List<string>> ScanAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var texts = new List<string>();
        await foreach (var record in _folder.Log.ScanAsync(from, to, CancellationToken.None))
            texts.Add(LogFolder.Text(record.Record));
        return texts;
    }
}
