using MerchantOps.Errors;
using MerchantOps.Fraud.Training;

namespace MerchantOps.Tests.Core.Fraud.Training;

public sealed class FraudModelTrainerTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task The_first_model_that_ranks_later_orders_well_is_promoted()
    {
        await fixture.ArchiveMonthAsync();

        var result = await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.StartsWith("promote", result, StringComparison.Ordinal);
        var model = await fixture.Registry.GetAsync(fixture.Active.Current!.Version, CancellationToken.None);
        Assert.Equal(FraudModelState.Champion, model.State);
        Assert.InRange(model.Verdict.Figures["auc"], 0.99, 1);
    }

    [Fact]
    public async Task A_second_run_over_the_same_orders_promotes_nothing()
    {
        await fixture.ArchiveMonthAsync();
        await fixture.Trainer.StartAsync(CancellationToken.None);
        var champion = fixture.Active.Current;

        fixture.Time.Advance(TimeSpan.FromHours(1));
        var result = await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.StartsWith("drop", result, StringComparison.Ordinal);
        Assert.Same(champion, fixture.Active.Current);
    }

    [Fact]
    public async Task A_champion_that_ranks_worse_is_replaced_and_stays_listed()
    {
        await fixture.ArchiveMonthAsync();
        await fixture.PromoteAsync(Models.Constant(0.5, "old"));

        await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.NotEqual("old", fixture.Active.Current!.Version);
        Assert.Equal(FraudModelState.Retired, (await fixture.Registry.GetAsync("old", CancellationToken.None)).State);
    }

    [Fact]
    public async Task Too_few_frauds_teach_nothing()
    {
        await fixture.ArchiveAsync(1, new TrainingOrder("a", 20, null), new TrainingOrder("b", 19, true), new TrainingOrder("c", 1, null));

        var result = await fixture.Trainer.StartAsync(CancellationToken.None);

        Assert.StartsWith("not enough frauds yet", result, StringComparison.Ordinal);
        Assert.Null(fixture.Active.Current);
    }

    [Fact]
    public async Task Nobody_trains_while_another_instance_does()
    {
        await fixture.ArchiveMonthAsync();
        await KillAtAsync(1);

        Assert.Equal("another instance is training", await fixture.NewTrainer().StartAsync(CancellationToken.None));
        Assert.Equal("another instance is training", await fixture.NewTrainer().ContinueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_nobody_asked_for_is_not_continued()
    {
        Assert.Equal("nothing to continue", await fixture.Trainer.ContinueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_still_ends_with_one_champion()
    {
        await fixture.ArchiveMonthAsync();
        var kills = 0;
        for (var result = await KillAtAsync(2, start: true); result is null && kills < 200; result = await KillAtAsync(2 + (kills % 6), start: false))
        {
            kills++;
            fixture.Time.Advance(TimeSpan.FromMinutes(6));
        }

        var list = await fixture.Registry.ListAsync(CancellationToken.None);
        Assert.InRange(kills, 10, 199);
        Assert.Equal([FraudModelState.Champion], list.Models.Select(static m => m.State));
        Assert.Single(list.History);
    }

    [Fact]
    public async Task A_kill_after_the_promotion_does_not_promote_again()
    {
        await fixture.ArchiveMonthAsync();
        fixture.Store.FailsAfter = static writes => writes.Any(static w => w.Key is { Container: "models", Id: "champion" });
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.Trainer.StartAsync(CancellationToken.None));
        fixture.Store.FailsAfter = static _ => false;
        fixture.Time.Advance(TimeSpan.FromMinutes(6));

        var result = await fixture.NewTrainer().ContinueAsync(CancellationToken.None);

        Assert.StartsWith("promote", result, StringComparison.Ordinal);
        Assert.Single((await fixture.Registry.ListAsync(CancellationToken.None)).History);
    }

    [Fact]
    public async Task Every_step_renews_the_lease()
    {
        await fixture.ArchiveMonthAsync();
        var writes = 0;
        fixture.Store.FailsBefore = batch =>
        {
            var renews = batch.Any(static w => w.Key.Partition == "training");
            writes += renews ? 1 : 0;
            if (renews && writes == 3)
                fixture.Time.Advance(TimeSpan.FromMinutes(2));
            return writes == 5;
        };
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.Trainer.StartAsync(CancellationToken.None));
        fixture.Store.FailsBefore = static _ => false;

        fixture.Time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal("another instance is training", await fixture.NewTrainer().ContinueAsync(CancellationToken.None));
    }

    /// <returns>Null when it was killed before its write of that number.</returns>
    private async Task<string?> KillAtAsync(int write, bool start = true)
    {
        var writes = 0;
        fixture.Store.FailsBefore = _ => ++writes > write;
        try
        {
            var trainer = fixture.NewTrainer();
            return start ? await trainer.StartAsync(CancellationToken.None) : await trainer.ContinueAsync(CancellationToken.None);
        }
        catch (UnavailableException)
        {
            return null;
        }
        finally
        {
            fixture.Store.FailsBefore = static _ => false;
        }
    }
}
