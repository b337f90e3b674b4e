using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Tests.Core.Storage;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class DecisionPoliciesTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private readonly ManualTime time = new();
    private readonly SqliteDocumentStore store;
    private readonly DecisionPolicies policies;

    public DecisionPoliciesTests()
    {
        store = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, time);
        policies = new DecisionPolicies(store, time);
    }

    public void Dispose()
    {
        store.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_merchant_that_has_set_nothing_has_the_defaults()
    {
        Assert.Equal(DecisionPolicy.Default, await policies.FindAsync("acme", Ct));
        Assert.Equal(DecisionPolicy.Default, await policies.FindAsync("acme", 0, Ct));
        Assert.Null(await policies.FindAsync("acme", 1, Ct));
    }

    [Fact]
    public async Task A_change_holds_at_once_and_leaves_the_rest_and_the_others_as_they_were()
    {
        await policies.FindAsync("acme", Ct);

        var changed = await policies.ChangeAsync("acme", new DecisionPolicyChange(Margin: 0.6), "ann", Ct);

        Assert.Equal(DecisionPolicy.Default with { Version = 1, Margin = 0.6, ChangedAt = time.GetUtcNow(), ChangedBy = "ann" }, changed);
        Assert.Equal(changed, await policies.FindAsync("acme", Ct));
        Assert.Equal(0, (await policies.FindAsync("bcme", Ct)).Version);
    }

    [Fact]
    public async Task The_same_change_again_makes_no_version()
    {
        await policies.ChangeAsync("acme", new DecisionPolicyChange(ReviewCost: 7), "ann", Ct);

        var again = await policies.ChangeAsync("acme", new DecisionPolicyChange(ReviewCost: 7), "bob", Ct);

        Assert.Equal((1, "ann"), (again.Version, again.ChangedBy));
    }

    [Fact]
    public async Task Every_version_stays_as_it_was()
    {
        await policies.ChangeAsync("acme", new DecisionPolicyChange(Margin: 0.1), "ann", Ct);
        await policies.ChangeAsync("acme", new DecisionPolicyChange(Margin: 0.2), "ann", Ct);

        var first = await policies.FindAsync("acme", 1, Ct);

        Assert.Equal(0.1, first?.Margin);
        Assert.Equal(0.2, (await policies.FindAsync("acme", 2, Ct))?.Margin);
    }

    [Fact]
    public async Task Another_instance_follows_within_ten_seconds()
    {
        var other = new DecisionPolicies(store, time);
        await other.FindAsync("acme", Ct);
        await policies.ChangeAsync("acme", new DecisionPolicyChange(Margin: 0.6), "ann", Ct);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(0.6, (await other.FindAsync("acme", Ct)).Margin);
    }

    [Theory]
    [InlineData(-0.1, 20, 3, 0.9, 0.01, "margin")]
    [InlineData(double.NaN, 20, 3, 0.9, 0.01, "margin")]
    [InlineData(0.3, 1001, 3, 0.9, 0.01, "chargebackFee")]
    [InlineData(0.3, 20, -1, 0.9, 0.01, "reviewCost")]
    [InlineData(0.3, 20, 3, 1.1, 0.01, "reviewCatchRate")]
    [InlineData(0.3, 20, 3, 0.9, 0.11, "controlShare")]
    public async Task What_is_out_of_range_is_refused_by_name(double margin, double fee, double cost, double rate, double share, string field)
    {
        var refusal = await Assert.ThrowsAsync<InvalidInputException>(() => policies.ChangeAsync("acme", new DecisionPolicyChange(margin, fee, cost, rate, share), "ann", Ct));

        Assert.Contains(field, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await policies.FindAsync("acme", Ct)).Version);
    }
}
