using MerchantOps.Cases;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Reviews;
using static MerchantOps.Tests.Core.Cases.CaseFixture;

namespace MerchantOps.Tests.Core.Cases;

public sealed class CaseBookTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly CaseFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_finding_found_again_is_the_same_case_and_grows_it()
    {
        var first = await fixture.Book.OpenAsync(Draft(["main:1", "main:2"]), Ct);
        var same = await fixture.Book.OpenAsync(Draft(["main:1", "main:2"]), Ct);
        var grown = await fixture.Book.OpenAsync(Draft(["main:2", "main:3"]), Ct);

        var found = await fixture.FindAsync(first);
        Assert.Equal((first, first), (same, grown));
        Assert.Equal(["main:1", "main:2", "main:3"], found.Orders);
        Assert.Equal(["opened", "grown"], found.History.Select(static h => h.What));
    }

    [Fact]
    public async Task Another_finding_merchant_or_kind_is_another_case()
    {
        string[] ids =
        [
            await fixture.Book.OpenAsync(Draft(["main:1"]), Ct), await fixture.Book.OpenAsync(Draft(["main:1"], key: "device/2"), Ct),
            await fixture.Book.OpenAsync(Draft(["main:1"], kind: CaseKinds.Brushing), Ct),
        ];

        Assert.Distinct(ids);
        Assert.Equal(ids[0], await fixture.Book.OpenAsync(Draft(["main:1"]) with { Merchant = "bcme" }, Ct));
        Assert.Equal(4, (await ListOpenAsync()).Count);
    }

    [Fact]
    public async Task What_a_decided_case_has_judged_opens_no_other_and_what_is_new_does()
    {
        var first = await fixture.OpenAsync("1", "2");
        await fixture.Book.DecideAsync("acme", first, new DecideRequest(CaseVerdict.Dismissed), "ann", Ct);

        var same = await fixture.Book.OpenAsync(Draft(["main:1", "main:2"]), Ct);
        var next = await fixture.Book.OpenAsync(Draft(["main:2", "main:3"]), Ct);

        Assert.Equal(first, same);
        Assert.NotEqual(first, next);
        Assert.Equal(["main:3"], (await fixture.FindAsync(next)).Orders);
    }

    [Fact]
    public async Task A_case_keeps_a_thousand_orders_and_says_when_there_were_more()
    {
        var id = await fixture.Book.OpenAsync(Draft([.. Enumerable.Range(0, 1_200).Select(static i => $"main:{i}")]), Ct);

        var found = await fixture.FindAsync(id);
        Assert.Equal((CaseDraft.MaxOrders, true), (found.Orders.Count, found.Full));
    }

    [Fact]
    public async Task Open_cases_are_listed_newest_first_and_decided_ones_leave_the_list()
    {
        var old = await fixture.OpenAsync("1");
        fixture.Time.Advance(TimeSpan.FromHours(1));
        var young = await fixture.Book.OpenAsync(Draft(["main:9"], key: "device/2"), Ct);

        var open = await ListOpenAsync();
        await fixture.Book.DecideAsync("acme", old, new DecideRequest(CaseVerdict.Good), "ann", Ct);

        Assert.Equal([young, old], open);
        Assert.Equal([young], await ListOpenAsync());
        Assert.Equal([old], (await fixture.Book.ListAsync("acme", CaseState.Decided, 10, null, Language.English, Ct)).Cases.Select(static c => c.Id));
    }

    [Theory]
    [InlineData(CaseKinds.LinkedOrders, CaseVerdict.Fraud, ReviewVerdict.Fraud)]
    [InlineData(CaseKinds.LinkedOrders, CaseVerdict.Good, ReviewVerdict.Good)]
    [InlineData(CaseKinds.Brushing, CaseVerdict.Fraud, ReviewVerdict.Fake)]
    public async Task A_verdict_tells_each_order_by_one_event(string kind, CaseVerdict verdict, ReviewVerdict said)
    {
        await fixture.OpenAsync("1", "2");
        var id = await fixture.Book.OpenAsync(Draft(["main:1", "main:2", "main:gone"], kind: kind, key: "k"), Ct);

        var decided = await fixture.Book.DecideAsync("acme", id, new DecideRequest(verdict, "looked"), "ann", Ct);

        Assert.Equal((CaseState.Decided, "ann"), (decided.State, decided.Decision!.By));
        var reviews = fixture.Stream.Events.Select(static e => e.ReadData(EventJson.Default.OrderReview)).ToList();
        Assert.Equal(["1", "2"], reviews.Select(static r => r.Order));
        Assert.All(reviews, r => Assert.Equal((said, "ann", "looked", id), (r.Verdict, r.Reviewer, r.Note!, r.Case!)));
    }

    [Fact]
    public async Task A_dismissed_case_tells_its_orders_nothing()
    {
        var id = await fixture.OpenAsync("1");

        await fixture.Book.DecideAsync("acme", id, new DecideRequest(CaseVerdict.Dismissed), "ann", Ct);

        Assert.Empty(fixture.Stream.Appended);
    }

    [Fact]
    public async Task Of_two_reviewers_one_decides_and_may_say_so_twice()
    {
        var id = await fixture.OpenAsync("1");
        await fixture.Book.DecideAsync("acme", id, new DecideRequest(CaseVerdict.Fraud), "ann", Ct);

        await fixture.Book.DecideAsync("acme", id, new DecideRequest(CaseVerdict.Fraud), "ann", Ct);
        var late = await Assert.ThrowsAsync<ConflictException>(() => fixture.Book.DecideAsync("acme", id, new DecideRequest(CaseVerdict.Good), "bob", Ct));

        Assert.Equal("case-decided", late.Code);
        Assert.Single(fixture.Stream.Appended);
    }

    [Fact]
    public async Task A_verdict_whose_orders_could_not_be_told_is_carried_on_with_the_same_events()
    {
        var id = await fixture.OpenAsync("1", "2");
        fixture.Stream.Fault = new UnavailableException("stream", "away");
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.Book.DecideAsync("acme", id, new DecideRequest(CaseVerdict.Fraud), "ann", Ct));
        fixture.Stream.Fault = null;

        await fixture.Verdicts.ContinueAsync(Ct);
        await fixture.Verdicts.ContinueAsync(Ct);

        Assert.Equal(CaseState.Decided, (await fixture.FindAsync(id)).State);
        Assert.Equal([$"{id}|main:1", $"{id}|main:2"], fixture.Stream.Events.Select(static e => e.Id));
    }

    [Fact]
    public async Task A_kill_after_the_orders_were_told_tells_them_again_by_the_same_events()
    {
        var id = await fixture.OpenAsync("1");
        var saves = 0;
        fixture.Store.FailsBefore = writes => writes[0].Key == CaseRecord.KeyOf("acme", id) && ++saves == 2;
        await Assert.ThrowsAsync<UnavailableException>(() => fixture.Book.DecideAsync("acme", id, new DecideRequest(CaseVerdict.Fraud), "ann", Ct));

        await fixture.Verdicts.ContinueAsync(Ct);

        Assert.Equal(CaseState.Decided, (await fixture.FindAsync(id)).State);
        Assert.Single(fixture.Stream.Events.Select(static e => e.Id).Distinct());
        Assert.Empty(await ListOpenAsync());
    }

    [Fact]
    public async Task A_case_is_assigned_and_taken_back_until_it_is_decided()
    {
        var id = await fixture.OpenAsync("1");

        var assigned = await fixture.Book.AssignAsync("acme", id, "bob", "ann", Ct);
        var again = await fixture.Book.AssignAsync("acme", id, "bob", "ann", Ct);
        var back = await fixture.Book.AssignAsync("acme", id, null, "bob", Ct);
        await fixture.Book.DecideAsync("acme", id, new DecideRequest(CaseVerdict.Good), "ann", Ct);

        Assert.Equal(("bob", null), (assigned.Assignee, back.Assignee));
        Assert.Equal(assigned.History.Count, again.History.Count);
        await Assert.ThrowsAsync<ConflictException>(() => fixture.Book.AssignAsync("acme", id, "carl", "ann", Ct));
    }

    [Theory]
    [InlineData("kind", "k", "main:1", 0.5)]
    [InlineData(CaseKinds.Brushing, "", "main:1", 0.5)]
    [InlineData(CaseKinds.Brushing, "k", null, 0.5)]
    [InlineData(CaseKinds.Brushing, "k", "main:1", double.NaN)]
    [InlineData(CaseKinds.Brushing, "k", "main:1", 1.1)]
    public async Task A_draft_that_breaks_a_rule_is_refused(string kind, string key, string? order, double score)
    {
        var refusal = await Assert.ThrowsAsync<InvalidInputException>(() => fixture.Book.OpenAsync(Draft(order is null ? [] : [order], key, kind, score), Ct));

        Assert.Equal("invalid-case", refusal.Code);
    }

    [Fact]
    public async Task Drafts_at_the_same_time_lose_no_order()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), async (i, ct) => await fixture.Book.OpenAsync(Draft([$"main:{i}"]), ct));

        var id = Assert.Single(await ListOpenAsync());
        Assert.Equal(8, (await fixture.FindAsync(id)).Orders.Count);
    }

    private async Task<IReadOnlyList<string>> ListOpenAsync() =>
        [.. (await fixture.Book.ListAsync(null, null, 100, null, Language.English, Ct)).Cases.Select(static c => c.Id)];
}
