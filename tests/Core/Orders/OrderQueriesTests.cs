using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Tests.Core.Fraud;
using MerchantOps.Tests.Core.Storage;

namespace MerchantOps.Tests.Core.Orders;

public sealed class OrderQueriesTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private readonly SqliteDocumentStore store;
    private readonly OrderQueries queries;

    public OrderQueriesTests()
    {
        store = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, new ManualTime());
        queries = new OrderQueries(store, new OrderViews(new ReasonWriter(new ShippedRules())));
    }

    public void Dispose()
    {
        store.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Pages_together_have_every_order_of_the_merchant_once_by_id()
    {
        string[] ids = ["1", "10", "11", "2", "3"];
        foreach (var id in ids.Reverse())
            await PutAsync(id, Outcome.Approve);
        await PutAsync("99", Outcome.Approve, merchant: "other");

        var pages = await PagesAsync(outcome: null, limit: 2);

        Assert.Equal(ids.Select(static id => $"main:{id}"), pages.SelectMany(static p => p.Orders).Select(static o => o.Id));
        Assert.All(pages[..^1], page => Assert.Equal(2, page.Orders.Count));
    }

    [Theory]
    [InlineData(Outcome.Review)]
    [InlineData(Outcome.Decline)]
    public async Task Stopped_orders_come_newest_first(Outcome outcome)
    {
        int[] days = [3, 1, 5, 4, 2];
        foreach (var day in days)
            await PutAsync($"{day}", outcome, at: Trade.Noon.AddDays(day));
        await PutAsync("6", Outcome.Approve);

        var pages = await PagesAsync(outcome, limit: 2);

        Assert.Equal(["main:5", "main:4", "main:3", "main:2", "main:1"], pages.SelectMany(static p => p.Orders).Select(static o => o.Id));
    }

    [Fact]
    public async Task Approved_orders_are_found_between_all_others()
    {
        for (var i = 0; i < 9; i++)
            await PutAsync($"{i}", i % 3 == 0 ? Outcome.Approve : Outcome.Decline);

        var pages = await PagesAsync(Outcome.Approve, limit: 2);

        Assert.Equal(["main:0", "main:3", "main:6"], pages.SelectMany(static p => p.Orders).Select(static o => o.Id));
    }

    [Fact]
    public async Task An_order_whose_decision_changed_leaves_the_list()
    {
        await PutAsync("1", Outcome.Review);
        await PutAsync("1", Outcome.Approve);

        var page = await queries.ListAsync("acme", new OrderFilter(Outcome.Review, 10, null), Language.English, CancellationToken.None);

        Assert.Empty(page.Orders);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_has_1_to_1000_orders(int limit) =>
        await Assert.ThrowsAsync<InvalidInputException>(() => queries.ListAsync("acme", new OrderFilter(null, limit, null), Language.English, CancellationToken.None));

    [Fact]
    public async Task An_order_is_found_by_shop_and_id_and_by_id_alone()
    {
        await PutAsync("1", Outcome.Approve);

        Assert.Equal("main:1", (await FindAsync("main:1"))?.Id);
        Assert.Equal("main:1", (await FindAsync("1", "main", "outlet"))?.Id);
        Assert.Null(await FindAsync("2", "main", "outlet"));
        Assert.Null(await FindAsync("1"));
    }

    [Fact]
    public async Task An_id_that_several_shops_have_is_a_conflict_that_says_how_to_ask()
    {
        await PutAsync("1", Outcome.Approve);
        await PutAsync("1", Outcome.Approve, shop: "outlet");

        var conflict = await Assert.ThrowsAsync<ConflictException>(() => FindAsync("1", "main", "outlet"));

        Assert.Equal("ambiguous-order", conflict.Code);
        Assert.Contains("main:1", conflict.Message, StringComparison.Ordinal);
        Assert.Equal("outlet:1", (await FindAsync("outlet:1", "main", "outlet"))?.Id);
    }

    [Theory]
    [InlineData("gid://shop/Order/450789469")]
    [InlineData("A:1")]
    [InlineData("#1001 (商)")]
    public async Task An_id_of_the_platforms_own_making_is_found(string id)
    {
        await PutAsync(id, Outcome.Approve);

        Assert.Equal(OrderRecord.KeyOf("acme", "main", id).Id, (await FindAsync(id, "main", "outlet"))?.Id);
        Assert.Null(await FindAsync(id));
    }

    [Fact]
    public async Task No_order_has_an_id_longer_than_any()
    {
        Assert.Null(await FindAsync("x:" + new string('y', 500), "main"));
        Assert.Null(await FindAsync("", "main"));
    }

    private Task<OrderRecord?> FindAsync(string order, params string[] shops) => queries.FindAsync("acme", order, shops, CancellationToken.None);

    private async Task<List<OrderPage>> PagesAsync(Outcome? outcome, int limit)
    {
        var pages = new List<OrderPage>();
        do
            pages.Add(await queries.ListAsync("acme", new OrderFilter(outcome, limit, pages is [] ? null : pages[^1].Next), Language.English, CancellationToken.None));
        while (pages[^1].Next is not null);
        return pages;
    }

    private async Task PutAsync(string id, Outcome outcome, DateTimeOffset? at = null, string merchant = "acme", string shop = "main")
    {
        var key = OrderRecord.KeyOf(merchant, shop, id);
        var record = new OrderRecord
        {
            Id = key.Id,
            Merchant = merchant,
            Shop = shop,
            Platform = "standard",
            Decision = new Decision(outcome, 0.5, null, [new Reason("nothing-suspicious", 0, ["5 USD"])], 1, null, Trade.Noon, 1, []),
        };
        await SaveAsync(key, JsonSerializer.SerializeToUtf8Bytes(record, OrderJson.Default.OrderRecord));
        if (outcome != Outcome.Approve)
            await SaveAsync(OrderQueries.QueueKey(record, outcome, at ?? Trade.Noon), JsonSerializer.SerializeToUtf8Bytes(new QueuedOrder(key.Id), OrderJson.Default.QueuedOrder));
    }

    private Task<SaveResult> SaveAsync(DocumentKey key, byte[] json) => store.SaveAsync(DocumentWrite.Upsert(key, json), CancellationToken.None);
}
