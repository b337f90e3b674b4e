using MerchantOps.Errors;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;

namespace MerchantOps.Tests.Core.Fraud.Training;

public sealed class ActiveFraudModelTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_promoted_model_decides_elsewhere_after_the_next_look()
    {
        var elsewhere = await ElsewhereAsync();

        await fixture.PromoteAsync(Models.Constant(0.6, "m1"));
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        await elsewhere.RefreshAsync(CancellationToken.None);

        Assert.Equal("m1", elsewhere.Current?.Version);
    }

    [Fact]
    public async Task A_roll_back_reaches_every_instance_within_a_minute()
    {
        await fixture.PromoteAsync(Models.Constant(0.6, "m1"));
        await fixture.PromoteAsync(Models.Constant(0.7, "m2"));
        var elsewhere = await ElsewhereAsync();
        Assert.Equal("m2", elsewhere.Current?.Version);

        await fixture.Registry.ActivateAsync("m1", "ann", CancellationToken.None);
        fixture.Time.Advance(TimeSpan.FromSeconds(60));
        await elsewhere.RefreshAsync(CancellationToken.None);

        Assert.Equal("m1", elsewhere.Current?.Version);
    }

    [Fact]
    public async Task A_model_that_did_not_change_stays_the_very_same()
    {
        await fixture.PromoteAsync(Models.Constant(0.6));
        var before = fixture.Active.Current;

        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        await fixture.Active.RefreshAsync(CancellationToken.None);

        Assert.Same(before, fixture.Active.Current);
    }

    [Fact]
    public async Task A_model_of_other_features_is_not_used()
    {
        await fixture.PromoteAsync(Models.Constant(0.6, "later", OrderFeatures.Version + 1));

        Assert.Null(fixture.Active.Current);
    }

    [Fact]
    public async Task A_challenger_in_shadow_is_held_beside_the_champion()
    {
        await fixture.PromoteAsync(Models.Constant(0.6, "m1"));
        await fixture.Registry.AcceptAsync(
            Models.Constant(0.7, "m2"), new PromotionVerdict(PromotionOutcome.Shadow, ["not beyond chance"], new Dictionary<string, double>()), CancellationToken.None);

        await fixture.Active.LookAsync(CancellationToken.None);

        Assert.Equal(("m1", "m2"), (fixture.Active.Current?.Version, fixture.Active.Shadow?.Version));
    }

    [Fact]
    public async Task What_is_read_back_predicts_the_same()
    {
        var (model, features) = (Models.Perfect(), new float[OrderFeatures.Names.Count]);
        await fixture.PromoteAsync(model);
        features[0] = 3;

        Assert.Equal(model.Predict(features), (await ElsewhereAsync()).Current!.Predict(features));
    }

    [Fact]
    public async Task An_unknown_model_cannot_be_activated()
    {
        await Assert.ThrowsAsync<NotFoundException>(() => fixture.Registry.ActivateAsync("nobody", "ann", CancellationToken.None));
    }

    [Fact]
    public async Task A_model_of_other_features_cannot_be_activated()
    {
        await fixture.PromoteAsync(Models.Constant(0.6, "later", OrderFeatures.Version + 1));

        await Assert.ThrowsAsync<ConflictException>(() => fixture.Registry.ActivateAsync("later", "ann", CancellationToken.None));
    }

    [Fact]
    public async Task The_history_says_who_changed_the_champion_and_what_it_was()
    {
        await fixture.PromoteAsync(Models.Constant(0.6, "m1"));
        await fixture.PromoteAsync(Models.Constant(0.7, "m2"));

        await fixture.Registry.ActivateAsync("m1", "ann", CancellationToken.None);
        await fixture.Registry.ActivateAsync("m1", "ann", CancellationToken.None);

        var history = (await fixture.Registry.ListAsync(CancellationToken.None)).History;
        Assert.Equal([("m1", "m2", "ann"), ("m2", "m1", "training"), ("m1", null, "training")], history.Select(static c => (c.Version, c.Before, c.By)));
    }

    private async Task<ActiveFraudModel> ElsewhereAsync()
    {
        var active = new ActiveFraudModel(fixture.Registry, fixture.Time);
        await active.RefreshAsync(CancellationToken.None);
        return active;
    }
}
