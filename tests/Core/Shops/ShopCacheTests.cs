using MerchantOps.Shops;

namespace MerchantOps.Tests.Core.Shops;

public sealed class ShopCacheTests
{
    private static readonly ShopId Id = new("acme", "main");

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_read_under_way_when_the_shop_changes_is_not_remembered()
    {
        var cache = new ShopCache(10, TimeSpan.FromMinutes(1), _time);
        var old = new TaskCompletionSource<Shop?>();
        var reading = cache.GetAsync(Id, _ => old.Task, CancellationToken.None);

        cache.Forget(Id);
        old.SetResult(null);
        await reading;

        var changed = new Shop(Id, ShopPlatforms.Shopify);
        Assert.Same(changed, await cache.GetAsync(Id, _ => Task.FromResult<Shop?>(changed), CancellationToken.None));
    }

    [Fact]
    public async Task However_many_shops_are_asked_for_no_more_are_remembered_than_fit()
    {
        var cache = new ShopCache(10, TimeSpan.FromMinutes(1), _time);

        for (var i = 0; i < 1_000; i++)
            await cache.GetAsync(new ShopId("acme", $"s{i}"), _ => Task.FromResult<Shop?>(null), CancellationToken.None);

        Assert.InRange(cache.Count, 1, 10);
    }

    [Fact]
    public async Task One_who_gives_up_waiting_does_not_take_the_read_from_others()
    {
        var cache = new ShopCache(10, TimeSpan.FromMinutes(1), _time);
        var read = new TaskCompletionSource<Shop?>();
        using var hasty = new CancellationTokenSource();
        var (impatient, patient) = (cache.GetAsync(Id, _ => read.Task, hasty.Token), cache.GetAsync(Id, _ => read.Task, CancellationToken.None));

        await hasty.CancelAsync();
        read.SetResult(null);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Null(await patient);
    }
}
