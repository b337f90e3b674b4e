using MerchantOps.Errors;

namespace MerchantOps.Tests.Core.Fraud.Training;

public sealed class FraudModelTrainerTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_model_that_ranks_later_orders_well_is_promoted()
    {
        await fixture.ArchiveMonthAsync();

        var result = await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.StartsWith("promoted", result, StringComparison.Ordinal);
        Assert.InRange(fixture.Active.Current!.Card.Metrics["auc"], 0.99, 1);
    }

    [Fact]
    public async Task A_second_run_over_the_same_examples_changes_nothing()
    {
        await fixture.ArchiveMonthAsync();
        await fixture.Trainer.StartAsync(CancellationToken.None);
        var champion = fixture.Active.Current;

        var result = await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.StartsWith("kept", result, StringComparison.Ordinal);
        Assert.Same(champion, fixture.Active.Current);
    }

    [Fact]
    public async Task A_champion_that_ranks_worse_is_replaced()
    {
        await fixture.ArchiveMonthAsync();
        await fixture.Active.PromoteAsync(Models.Constant(0.5, "old"), CancellationToken.None);

        await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.NotEqual("old", fixture.Active.Current!.Version);
    }

    [Fact]
    public async Task A_champion_that_ranks_as_well_is_kept()
    {
        await fixture.ArchiveMonthAsync();
        await fixture.Active.PromoteAsync(Models.Perfect("old"), CancellationToken.None);

        await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.Equal("old", fixture.Active.Current!.Version);
    }

    [Fact]
    public async Task Too_few_frauds_teach_nothing()
    {
        await fixture.ArchiveAsync(0, new TrainingOrder("a", 20, null), new TrainingOrder("b", 19, true), new TrainingOrder("c", 0, null));

        var result = await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.StartsWith("not enough frauds yet", result, StringComparison.Ordinal);
        Assert.Null(fixture.Active.Current);
    }

    [Fact]
    public async Task Nobody_trains_while_another_instance_does()
    {
        await fixture.ArchiveMonthAsync();
        await FailMidwayAsync();

        var started = await fixture.NewTrainer().StartAsync(CancellationToken.None);
        var continued = await fixture.NewTrainer().ContinueAsync(CancellationToken.None);

        Assert.Equal("another instance is training", started);
        Assert.Equal("another instance is training", continued);
    }

    [Fact]
    public async Task A_run_that_was_killed_is_carried_on_when_its_lease_is_over()
    {
        await fixture.ArchiveMonthAsync();
        await FailMidwayAsync();

        fixture.Time.Advance(TimeSpan.FromMinutes(6));
        var result = await fixture.NewTrainer().ContinueAsync(CancellationToken.None);

        Assert.StartsWith("promoted", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_asked_for_is_not_continued()
    {
        await fixture.ArchiveMonthAsync();
        var before = await fixture.Trainer.ContinueAsync(CancellationToken.None);
        await fixture.Trainer.StartAsync(CancellationToken.None);

        var after = await fixture.Trainer.ContinueAsync(CancellationToken.None);

        Assert.Equal("nothing to continue", before);
        Assert.Equal("nothing to continue", after);
    }

    private async Task FailMidwayAsync()
    {
        fixture.Store.FailsBefore = static writes => writes.Any(static w => w.Key.Container == "models");
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.Trainer.StartAsync(CancellationToken.None));
        fixture.Store.FailsBefore = static _ => false;
    }
}
