using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;

namespace MerchantOps.Tests.Core.Fraud.Training;

public sealed class TrainingSetTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_fraud_counts_at_once_and_a_good_order_after_seven_days()
    {
        await fixture.ArchiveAsync(0, new("a", 20, null, 1), new("b", 7.1, null, 2), new("c", 6.9, null, 3), new("d", 1, true, 4), new("e", 0, null, 5));

        var rows = await CollectAsync();

        Assert.Equal([(1f, false), (2f, false), (4f, true)], Of(rows).Select(static r => (r.Features[0], r.Fraud)));
    }

    [Fact]
    public async Task A_label_that_was_withdrawn_counts_no_more()
    {
        await fixture.ArchiveAsync(0, new TrainingOrder("a", 40, false), new TrainingOrder("now", 0, null));

        Assert.Equal([false], Of(await CollectAsync()).Select(static r => r.Fraud));
    }

    [Fact]
    public async Task Examples_come_in_order_of_time_from_all_days()
    {
        for (var i = 0; i < 12; i++)
            await fixture.ArchiveAsync(12 - i, new TrainingOrder($"o{i}", 10 + i, null, i));
        await fixture.ArchiveAsync(0, new TrainingOrder("now", 0, null));

        var rows = await CollectAsync();

        Assert.Equal(Enumerable.Range(0, 12).Reverse().Select(static i => (float)i), Of(rows).Select(static r => r.Features[0]));
    }

    [Fact]
    public async Task An_order_archived_twice_is_learnt_from_once()
    {
        await fixture.ArchiveAsync(1, new TrainingOrder("a", 20, null), new TrainingOrder("now", 0, null));
        await fixture.ArchiveAsync(0, new TrainingOrder("a", 20, null));

        Assert.Single(Of(await CollectAsync()));
    }

    [Fact]
    public async Task An_order_dated_in_the_future_does_not_mature_all_others()
    {
        await fixture.ArchiveAsync(0, new TrainingOrder("a", 3, null), new TrainingOrder("clock", -10_000, null));

        Assert.Empty(Of(await CollectAsync()));
    }

    [Fact]
    public async Task History_that_is_replayed_matures_by_its_own_time()
    {
        await fixture.ArchiveAsync(0, new TrainingOrder("a", 4_000, null), new TrainingOrder("b", 3_995, null), new TrainingOrder("c", 3_990, null));

        Assert.Single(Of(await CollectAsync()));
    }

    [Fact]
    public async Task Features_of_another_version_are_left_out()
    {
        await fixture.ArchiveAsync(0, new TrainingOrder("a", 20, null) { FeatureVersion = OrderFeatures.Version + 1 }, new TrainingOrder("b", 20, true));

        Assert.Equal([true], Of(await CollectAsync()).Select(static r => r.Fraud));
    }

    private static IEnumerable<TrainingRow> Of(TrainingRows rows) => Enumerable.Range(0, rows.Count).Select(i => rows[i]);

    private Task<TrainingRows> CollectAsync() => fixture.Set.CollectAsync(fixture.Time.GetUtcNow(), CancellationToken.None);
}
