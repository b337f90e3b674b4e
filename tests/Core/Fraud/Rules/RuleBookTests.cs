using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Rules;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;
using MerchantOps.Tests.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Fraud.Rules;

public sealed class RuleBookTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly TempFolder folder = new();
    private readonly StoreMetrics metrics = new();
    private readonly ManualTime time = new();
    private readonly SqliteDocumentStore store;

    public RuleBookTests() => store = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), metrics, time);

    public void Dispose()
    {
        store.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_shipped_rules_hold_until_others_are_put_in_force()
    {
        var (here, there) = (Book(), Book());
        await there.RefreshAsync(Ct);

        var shown = await here.PutAsync(Yaml(5), "ann", Ct);
        time.Advance(TimeSpan.FromSeconds(11));
        await there.RefreshAsync(Ct);

        Assert.Equal((5, "ann", time.GetUtcNow().AddSeconds(-11)), (shown.Version, shown.By, shown.At));
        Assert.Equal((5, 5), (here.Current.Rules.Version, there.Current.Rules.Version));
        Assert.Equal((5, "ann"), (await there.ShowAsync(Ct) is var view ? view.Version : 0, view.By));
    }

    [Fact]
    public async Task Every_version_is_kept_so_that_old_decisions_tell_why()
    {
        var book = Book();
        await book.PutAsync(Yaml(5, text: "five"), "ann", Ct);
        await book.PutAsync(Yaml(6, text: "six"), "ann", Ct);
        var later = Book();

        Assert.Equal("five", (await later.FindAsync(5, Ct))!.TextOf("one", [], Language.English));
        Assert.Equal("two", (await later.FindAsync(2, Ct))!.TextOf("one", [], Language.English));
        Assert.Null(await later.FindAsync(4, Ct));
    }

    [Fact]
    public async Task The_same_set_again_changes_nothing_and_another_of_its_version_or_below_is_refused()
    {
        var book = Book();
        await book.PutAsync(Yaml(5), "ann", Ct);

        var again = await book.PutAsync(Yaml(5), "bob", Ct);

        Assert.Equal("ann", again.By);
        Assert.Equal("rules-version-taken", (await Assert.ThrowsAsync<ConflictException>(() => book.PutAsync(Yaml(5, text: "other"), "bob", Ct))).Code);
        Assert.Equal("rules-version-passed", (await Assert.ThrowsAsync<ConflictException>(() => book.PutAsync(Yaml(4), "bob", Ct))).Code);
        await Assert.ThrowsAsync<InvalidRuleSetException>(() => book.PutAsync("version: 9", "bob", Ct));
        Assert.Equal(5, book.Current.Rules.Version);
    }

    [Fact]
    public async Task A_newer_program_puts_its_rules_in_place_of_shipped_ones_but_not_of_an_operators()
    {
        await Book(2).ShowAsync(Ct);
        var newer = await Book(3).ShowAsync(Ct);
        await Book(3).PutAsync(Yaml(5), "ann", Ct);
        var newest = await Book(6).ShowAsync(Ct);
        var older = await Book(2).ShowAsync(Ct);

        Assert.Equal((3, 5, 5), (newer.Version, newest.Version, older.Version));
    }

    [Fact]
    public async Task A_runaway_rule_goes_to_shadow_everywhere_and_survives_a_restart_until_it_is_resumed()
    {
        var (here, there) = (Book(), Book());
        await here.PutAsync(Yaml(5, limit: "{orders: 3, per: 1h}"), "ann", Ct);
        await there.RefreshAsync(Ct);
        var counted = Enumerable.Range(0, 5).Count(_ => Counts(here));
        await here.RefreshAsync(Ct);
        time.Advance(TimeSpan.FromSeconds(11));
        await there.RefreshAsync(Ct);
        var restarted = Book();
        await restarted.RefreshAsync(Ct);

        Assert.Equal(3, counted);
        Assert.False(Counts(there));
        Assert.False(Counts(restarted));
        Assert.Equal(3, (await there.ShowAsync(Ct)).Rules.Single().Suspended!.Stopped);

        var resumed = await there.ResumeAsync("one", "bob", Ct);
        time.Advance(TimeSpan.FromSeconds(11));
        await here.RefreshAsync(Ct);

        Assert.Null(resumed.Rules.Single().Suspended);
        Assert.Equal(3, Enumerable.Range(0, 5).Count(_ => Counts(here)));
    }

    [Fact]
    public async Task Resuming_is_for_rules_in_force_and_harmless_for_those_that_count()
    {
        var book = Book();
        await book.ShowAsync(Ct);

        await book.ResumeAsync("one", "bob", Ct);

        Assert.Equal("rule-not-found", (await Assert.ThrowsAsync<NotFoundException>(() => book.ResumeAsync("none", "bob", Ct))).Code);
    }

    [Fact]
    public async Task Rules_that_this_program_cannot_read_leave_it_with_what_it_has()
    {
        var keys = new RuleStore(store);
        await keys.CreateSetAsync(new RuleSetDocument(9, "version: 9\nrules: [{code: from-the-future}]", "ann", time.GetUtcNow()), Ct);
        await keys.SavePointerAsync(new RulesPointer(9, Shipped: false), null, Ct);
        var book = Book();

        await book.RefreshAsync(Ct);

        Assert.Equal(2, book.Current.Rules.Version);
    }

    private static bool Counts(RuleBook book)
    {
        var fired = new List<FiredRule>();
        book.Current.Evaluate(new RuleInputs(RuleScene.Order, "acme", "main", new float[RuleFeatures], null), fired);
        return fired.Single().Counts;
    }

    private static int RuleFeatures => MerchantOps.Fraud.Signals.OrderFeatures.Names.Count;

    private static string Yaml(int version, string text = "two", string limit = "none") =>
        $"version: {version}\nrules:\n- code: one\n  when: order.total > 5\n  score: 0.6\n  limit: {limit}\n  text: {{en: {text}, zh: z}}\n";

    private RuleBook Book(int shipped = 2) => new(store, RuleSet.Parse(Yaml(shipped)), time, NullLogger<RuleBook>.Instance);
}
