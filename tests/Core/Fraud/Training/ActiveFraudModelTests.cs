using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Tests.Core.Storage;

namespace MerchantOps.Tests.Core.Fraud.Training;

public sealed class ActiveFraudModelTests : IDisposable
{
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
        await new ActiveFraudModel(store, time).PromoteAsync(Models.Constant(0.6, "later", OrderFeatures.Version + 1), CancellationToken.None);
        var model = new ActiveFraudModel(store, time);

        await model.RefreshAsync(CancellationToken.None);

        Assert.Null(model.Current);
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
}
