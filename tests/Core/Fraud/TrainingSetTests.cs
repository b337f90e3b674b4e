using MerchantOps.Fraud;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class TrainingSetTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_fraud_counts_at_once_and_a_good_order_after_seven_days()
    {
        await fixture.ArchiveAsync(new ExamplePage
        {
            Rows = [fixture.Row("a", 20, 1), fixture.Row("b", 7.1, 2), fixture.Row("c", 6.9, 3), fixture.Row("d", 1, 4), fixture.Row("e", 0, 5)],
            Labels = [fixture.Label("d", 0.5, fraud: true)],
        });

        var (rows, labels) = await CollectAsync();

        Assert.Equal([1f, 2f, 4f], rows.Select(static r => r[0]));
        Assert.Equal([false, false, true], labels);
    }

    [Fact]
    public async Task A_label_that_was_withdrawn_counts_no_more()
    {
        await fixture.ArchiveAsync(new ExamplePage { Rows = [fixture.Row("a", 40, 1), fixture.Row("now", 0)], Labels = [fixture.Label("a", 30, fraud: true)] }, daysAgo: 30);
        await fixture.ArchiveAsync(new ExamplePage { Labels = [fixture.Label("a", 2, fraud: false)] }, daysAgo: 2);

        var (_, labels) = await CollectAsync();

        Assert.Equal([false], labels);
    }

    [Fact]
    public async Task Examples_come_in_order_of_time_from_all_days_and_shards()
    {
        for (var i = 0; i < 12; i++)
            await fixture.ArchiveAsync(new ExamplePage { Rows = [fixture.Row($"o{i}", 10 + i, i)] }, daysAgo: 10 + i, shard: i % ExamplePage.Shards);
        await fixture.ArchiveAsync(new ExamplePage { Rows = [fixture.Row("now", 0)] });

        var (rows, _) = await CollectAsync();

        Assert.Equal(Enumerable.Range(0, 12).Reverse().Select(static i => (float)i), rows.Select(static r => r[0]));
    }

    [Fact]
    public async Task An_order_archived_twice_is_learnt_from_once()
    {
        await fixture.ArchiveAsync(new ExamplePage { Rows = [fixture.Row("a", 20), fixture.Row("now", 0)] });
        await fixture.ArchiveAsync(new ExamplePage { Rows = [fixture.Row("a", 20)] }, daysAgo: 1);

        Assert.Single((await CollectAsync()).Labels);
    }

    [Fact]
    public async Task An_order_dated_in_the_future_does_not_mature_all_others()
    {
        await fixture.ArchiveAsync(new ExamplePage { Rows = [fixture.Row("a", 3), fixture.Row("clock", -10_000)] });

        Assert.Empty((await CollectAsync()).Labels);
    }

    [Fact]
    public async Task History_that_is_replayed_matures_by_its_own_time()
    {
        await fixture.ArchiveAsync(new ExamplePage { Rows = [fixture.Row("a", 4_000), fixture.Row("b", 3_995), fixture.Row("c", 3_990)] });

        Assert.Single((await CollectAsync()).Labels);
    }

    [Fact]
    public async Task Features_of_another_version_are_left_out_and_their_labels_are_not()
    {
        await fixture.ArchiveAsync(new ExamplePage { FeatureVersion = OrderFeatures.Version + 1, Rows = [fixture.Row("a", 20)], Labels = [fixture.Label("b", 1, fraud: true)] });
        await fixture.ArchiveAsync(new ExamplePage { Rows = [fixture.Row("b", 20)] });

        Assert.Equal([true], (await CollectAsync()).Labels);
    }

    private Task<(List<float[]> Rows, List<bool> Labels)> CollectAsync() => fixture.Set.CollectAsync(fixture.Time.GetUtcNow(), CancellationToken.None);
}
