using System.Text.Json;
using MerchantOps.Fraud;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Tests.Core.Storage;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class ActiveFraudModelTests : IDisposable
{
    private static readonly DocumentKey Champion = new("models", "fraud", "champion");

    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private readonly ManualTime time = new();
    private readonly SqliteDocumentStore inner;
    private readonly WatchedStore store;

    public ActiveFraudModelTests()
    {
        inner = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, time);
        store = new WatchedStore(inner);
    }

    public void Dispose()
    {
        inner.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_promoted_model_decides_here_at_once_and_elsewhere_after_the_next_look()
    {
        var (here, there) = (new ActiveFraudModel(store, time), new ActiveFraudModel(store, time));
        await there.RefreshAsync(CancellationToken.None);

        await here.PromoteAsync(Models.Constant(0.6, "m1"), CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(11));
        await there.RefreshAsync(CancellationToken.None);

        Assert.Equal("m1", here.Current?.Version);
        Assert.Equal("m1", there.Current?.Version);
    }

    [Fact]
    public async Task A_store_is_not_asked_more_than_once_in_ten_seconds()
    {
        var model = new ActiveFraudModel(store, time);

        for (var i = 0; i < 20; i++)
        {
            await model.RefreshAsync(CancellationToken.None);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, store.Reads);
    }

    [Fact]
    public async Task A_model_that_did_not_change_stays_the_very_same()
    {
        var model = new ActiveFraudModel(store, time);
        await model.PromoteAsync(Models.Constant(0.6), CancellationToken.None);
        var before = model.Current;

        time.Advance(TimeSpan.FromSeconds(11));
        await model.RefreshAsync(CancellationToken.None);

        Assert.Same(before, model.Current);
    }

    [Fact]
    public async Task A_model_of_other_features_is_not_used()
    {
        var regression = Models.Constant(0.6).Regression;
        await new ActiveFraudModel(store, time).PromoteAsync(Models.Of(regression, "later", OrderFeatures.Version + 1), CancellationToken.None);
        var model = new ActiveFraudModel(store, time);

        await model.RefreshAsync(CancellationToken.None);

        Assert.Null(model.Current);
    }

    [Fact]
    public async Task Every_version_is_kept_beside_the_champion()
    {
        var model = new ActiveFraudModel(store, time);

        await model.PromoteAsync(Models.Constant(0.6, "m1"), CancellationToken.None);
        await model.PromoteAsync(Models.Constant(0.7, "m2"), CancellationToken.None);

        Assert.NotNull(await store.FindAsync(Champion with { Id = "m1" }, CancellationToken.None));
        Assert.NotNull(await store.FindAsync(Champion with { Id = "m2" }, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_read_back_predicts_the_same()
    {
        var model = Models.Constant(0.6);
        await new ActiveFraudModel(store, time).PromoteAsync(model, CancellationToken.None);
        var elsewhere = new ActiveFraudModel(store, time);

        await elsewhere.RefreshAsync(CancellationToken.None);

        var features = Trade.FeaturesOf(Trade.Order()).Values;
        Assert.Equal(model.Predict(features), elsewhere.Current!.Predict(features));
        Assert.Equal(model.Decide(0.6), elsewhere.Current.Decide(0.6));
    }

    [Fact]
    public void A_model_as_the_first_version_stored_it_still_loads()
    {
        var json = """
            {"version":"20260301T033000","featureVersion":1,"regression":{"means":[0.5],"scales":[2],"weights":[-1,0.25]},"reviewAt":0.4,"declineAt":0.8,
            "trainedAt":"2026-03-01T03:30:00+00:00","examples":1000,"frauds":42,"auc":0.91,"averagePrecision":0.55}
            """u8;

        var model = JsonSerializer.Deserialize(json, FraudJson.Default.FraudModel)!;

        Assert.Equal(Outcome.Review, model.Decide(0.5));
        Assert.Equal(1 / (1 + Math.Exp(1)), model.Predict([0.5f]), 12);
    }
}
