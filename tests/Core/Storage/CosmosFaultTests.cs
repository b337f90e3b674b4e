using System.Text;
using MerchantOps.Errors;
using MerchantOps.Storage;
using MerchantOps.Storage.Cosmos;
using Microsoft.Azure.Cosmos;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>What callers see of a server that throttles, fails, hangs up or stays silent. Faults are made on the wire, below the SDK.</summary>
[Collection(CosmosGroup.Name)]
public sealed class CosmosFaultTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly DocumentKey s_key = new("orders", "m1", "a");

    private readonly CosmosServer _server;
    private readonly CosmosStoreOptions _options;
    private readonly StoreMetrics _metrics = new();
    private readonly CosmosDocumentStore _store;

    public CosmosFaultTests(CosmosServer server)
    {
        _server = server;
        _options = server.NewDatabase();
        _store = Open(TimeProvider.System);
    }

    public static TheoryData<WriteKind, string> LostReplies
    {
        get
        {
            var data = new TheoryData<WriteKind, string>();
            foreach (var kind in Enum.GetValues<WriteKind>())
                foreach (var fault in (string[])["\"mode\":\"lose-reply\",\"status\":503", "\"mode\":\"lose-reply\",\"status\":408", "\"mode\":\"drop-reply\"", "\"mode\":\"cut-reply\""])
                    data.Add(kind, fault);
            return data;
        }
    }

    public static TheoryData<string> PassingFaults => new(
        "\"mode\":\"refuse\",\"status\":429,\"retryAfterMs\":5",
        "\"mode\":\"refuse\",\"status\":449",
        "\"mode\":\"refuse\",\"status\":503",
        "\"mode\":\"refuse\",\"status\":408",
        "\"mode\":\"refuse\",\"status\":500",
        "\"mode\":\"drop\"");

    public async Task InitializeAsync() => await _store.FindAsync(s_key, default);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _store.Dispose();
        _metrics.Dispose();
    }

    [NodeTheory]
    [MemberData(nameof(LostReplies))]
    public async Task A_write_whose_answer_was_lost_is_recognised_as_our_own(WriteKind kind, string fault)
    {
        var before = kind is WriteKind.Replace or WriteKind.Delete ? await _store.SaveAsync(DocumentWrite.Create(s_key, Json(0)), default) : default;
        await BreakAsync(fault, count: 1);

        var result = await _store.SaveAsync(new DocumentWrite(kind, s_key, Json(1), before.ETag, null), default);

        Assert.Equal(SaveStatus.Saved, result.Status);
        var found = await _store.FindAsync(s_key, default);
        Assert.Equal(result.ETag, found?.ETag);
        Assert.Equal(kind == WriteKind.Delete, found is null);
    }

    [NodeTheory]
    [MemberData(nameof(PassingFaults))]
    public async Task Every_call_outlasts_a_fault_that_passes(string fault)
    {
        await BreakAsync(fault, count: 2);
        var created = await _store.SaveAsync(DocumentWrite.Create(s_key, Json(1)), default);
        await BreakAsync(fault, count: 2);
        var replaced = await _store.SaveAsync(DocumentWrite.Replace(s_key, Json(2), created.ETag!), default);
        await BreakAsync(fault, count: 2);
        var found = await _store.FindAsync(s_key, default);
        await BreakAsync(fault, count: 2);
        var page = await _store.ListAsync(new DocumentRange("orders", "m1"), 10, null, default);
        await BreakAsync(fault, count: 2);
        var deleted = await _store.SaveAsync(DocumentWrite.Delete(s_key, replaced.ETag), default);

        Assert.True(created.Saved && replaced.Saved && deleted.Saved);
        Assert.Equal(replaced.ETag, found!.ETag);
        Assert.Equal(replaced.ETag, Assert.Single(page.Documents).ETag);
    }

    [NodeFact]
    public async Task A_fault_that_stays_ends_as_unavailable_after_a_bounded_number_of_tries()
    {
        await BreakAsync("\"mode\":\"refuse\",\"status\":429,\"retryAfterMs\":1", count: 1_000);

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => _store.SaveAsync(DocumentWrite.Create(s_key, Json(1)), default));

        Assert.Equal("store", fault.Dependency);
        Assert.Equal(9, await _server.AttemptsAsync(_options.Database));
        await Assert.ThrowsAsync<UnavailableException>(() => _store.FindAsync(s_key, default));
        await Assert.ThrowsAsync<UnavailableException>(() => _store.FindManyAsync([s_key], default));
        await Assert.ThrowsAsync<UnavailableException>(() => _store.SaveManyAsync([DocumentWrite.Create(s_key, Json(1))], default));
        await Assert.ThrowsAsync<UnavailableException>(() => _store.ListAsync(new DocumentRange("orders", "m1"), 1, null, default));
    }

    [NodeFact]
    public async Task A_silent_server_ends_as_unavailable_at_the_deadline_and_the_store_works_on()
    {
        var time = new ManualTime();
        using var store = Open(time);
        await store.FindAsync(s_key, default);
        await BreakAsync("\"mode\":\"delay\",\"delayMs\":3600000", count: 1_000);

        foreach (var call in (Func<Task>[])[
            () => store.FindAsync(s_key, default),
            () => store.SaveAsync(DocumentWrite.Upsert(s_key, Json(1)), default),
            () => store.SaveManyAsync([DocumentWrite.Upsert(s_key, Json(1))], default),
            () => store.ListAsync(new DocumentRange("orders", "m1"), 1, null, default)])
        {
            var running = call();
            await time.AdvanceOnceAwaitedAsync(s_deadline);
            await Assert.ThrowsAsync<UnavailableException>(() => running);
        }

        await BreakAsync("\"mode\":\"delay\",\"delayMs\":0", count: 0);
        Assert.True((await store.SaveAsync(DocumentWrite.Upsert(s_key, Json(1)), default)).Saved);
    }

    [NodeFact]
    public async Task One_silent_connection_is_given_up_for_another_within_the_deadline()
    {
        var time = new ManualTime();
        using var store = Open(time);
        await store.FindAsync(s_key, default);
        await BreakAsync("\"mode\":\"delay\",\"delayMs\":3600000", count: 1);

        var call = store.SaveAsync(DocumentWrite.Create(s_key, Json(1)), default);
        await time.AdvanceOnceAwaitedAsync(s_deadline / 3);
        await time.AdvanceOnceAwaitedAsync(TimeSpan.FromSeconds(1));

        Assert.True((await call).Saved);
    }

    [NodeFact]
    public async Task A_caller_who_gives_up_on_a_silent_server_is_let_go()
    {
        using var caller = new CancellationTokenSource();
        await BreakAsync("\"mode\":\"delay\",\"delayMs\":3600000", count: 1_000);

        var call = _store.FindAsync(s_key, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [NodeFact]
    public async Task A_retried_create_over_somebody_elses_document_stays_a_conflict()
    {
        await _store.SaveAsync(DocumentWrite.Create(s_key, Json(0)), default);
        await BreakAsync("\"mode\":\"refuse\",\"status\":503", count: 1);

        var result = await _store.SaveAsync(DocumentWrite.Create(s_key, Json(1)), default);

        Assert.Equal(SaveStatus.Conflict, result.Status);
    }

    [NodeFact]
    public async Task A_replace_whose_answer_was_lost_is_known_even_after_others_have_built_upon_it()
    {
        var time = new ManualTime();
        using var slow = Open(time);
        var before = await slow.SaveAsync(DocumentWrite.Create(s_key, Json(0)), default);
        await BreakAsync("\"method\":\"PUT\",\"mode\":\"lose-reply\",\"status\":503", count: 1);

        var call = slow.SaveAsync(DocumentWrite.Replace(s_key, Json(1), before.ETag!), default);
        while (Counter.Read((await _store.FindAsync(s_key, default))!) == 0)
            await Task.Yield();
        await Counter.RaiseAsync(_store, s_key, 5, default);
        await time.AdvanceOnceAwaitedAsync(TimeSpan.FromSeconds(1));
        var result = await call;

        Assert.Equal(SaveStatus.Saved, result.Status);
        Assert.Equal(6, Counter.Read((await _store.FindAsync(s_key, default))!));
        Assert.Equal(SaveStatus.Stale, (await _store.SaveAsync(DocumentWrite.Replace(s_key, Json(9), result.ETag!), default)).Status);
    }

    [NodeFact]
    public async Task A_container_that_somebody_removed_is_a_fault_and_not_an_absent_document()
    {
        await BreakAsync("\"mode\":\"refuse\",\"status\":404,\"substatus\":1003", count: 3);

        await Assert.ThrowsAsync<CosmosException>(() => _store.FindAsync(s_key, default));
        await Assert.ThrowsAsync<CosmosException>(() => _store.SaveAsync(DocumentWrite.Upsert(s_key, Json(1)), default));
        await Assert.ThrowsAsync<CosmosException>(() => _store.SaveAsync(DocumentWrite.Delete(s_key), default));
    }

    [NodeFact]
    public async Task Request_units_are_summed()
    {
        var before = _metrics.RequestUnits;

        await _store.SaveAsync(DocumentWrite.Upsert(s_key, Json(1)), default);
        await _store.FindAsync(s_key, default);

        Assert.Equal(before + 2, _metrics.RequestUnits);
        Assert.Equal(1, _metrics.DocumentsWritten);
    }

    private CosmosDocumentStore Open(TimeProvider time) => new(_options, new StoreOptions { Deadline = s_deadline }, _metrics, time);

    private Task BreakAsync(string fault, int count) =>
        _server.BreakAsync(_options.Database, $$"""[{"path":"/dbs/{{_options.Database}}/.*/docs","count":{{count}},{{fault}}}]""");

    private static byte[] Json(int n) => Encoding.UTF8.GetBytes($$"""{"n":{{n}}}""");
}
