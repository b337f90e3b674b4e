using System.Net;
using System.Text.Json;
using MerchantOps.Functions.Hosting;
using MerchantOps.Tests.Core;
using Microsoft.AspNetCore.Http;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>
/// What must never be forgotten about the Functions host; each of these has bitten someone. Exit codes and the inherited listen URL
/// are tested on a process (<see cref="ProcessTests"/>), the read-only app root on the published one (tests/EndToEnd/Publishing).
/// </summary>
public sealed class HostRuleTests
{
    private static readonly JsonElement HostJson = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

    [Fact]
    public async Task GET_slash_is_answered_at_once_even_if_nothing_else_works()
    {
        var key = Convert.ToBase64String(new byte[32]);
        await using var app = await RunningApp.HandlerAsync(FunctionTable.Shipped, null, null,
        [
            .. RunningApp.WithoutEmbeddedLog, ("Store:Kind", "Cosmos"), ("Store:Cosmos:Endpoint", "https://127.0.0.1:1/"), ("Store:Cosmos:Database", "none"),
            ("Access:TokenKey", key), ("Secrets:MasterKey", key),
        ]);

        var reply = await app.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task An_envelope_call_is_never_answered_2xx_with_an_empty_body()
    {
        var doors = new RecordingDoors();
        await using var app = await RunningApp.HandlerAsync(doors.CapturedFunctions, settings: RunningApp.WithoutEmbeddedLog);

        var tick = await app.Client.PostAsync("/Tick", new StringContent("""{"Data":{"timer":{"IsPastDue":true}}}"""));
        var batch = await app.Client.PostAsync("/Batch", new StringContent("""{"Data":{"events":"[]"},"Metadata":{"SequenceNumberArray":"[]"}}"""));

        foreach (var reply in new[] { tick, batch })
        {
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            Assert.Equal(JsonValueKind.Object, JsonElement.Parse(await reply.Content.ReadAsStringAsync()).GetProperty("Outputs").ValueKind);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"Data\":")]
    [InlineData("{\"Data\":{}}")]
    [InlineData("{\"Data\":{\"events\":\"[\\\"a\\\"]\"}}")]
    [InlineData("{\"Data\":{\"events\":\"[\\\"a\\\"\"},\"Metadata\":{\"SequenceNumberArray\":\"[1]\"}}")]
    [InlineData("{\"Data\":{\"events\":\"[\\\"a\\\"]\"},\"Metadata\":{\"SequenceNumberArray\":\"[\\\"x\\\"]\"}}")]
    public async Task A_malformed_envelope_fails_the_invocation_instead_of_hanging_it(string body)
    {
        var doors = new RecordingDoors();
        await using var app = await RunningApp.HandlerAsync(doors.CapturedFunctions, settings: RunningApp.WithoutEmbeddedLog);

        var reply = await app.Client.PostAsync("/Batch", new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Empty(doors.Batches);
    }

    [Fact]
    public async Task A_door_that_throws_fails_the_invocation()
    {
        var doors = new RecordingDoors { Fault = new InvalidOperationException("a fault of ours") };
        await using var app = await RunningApp.HandlerAsync(doors.CapturedFunctions, settings: RunningApp.WithoutEmbeddedLog);

        var reply = await app.Client.PostAsync("/Tick", new StringContent("""{"Data":{"timer":{}}}"""));

        Assert.Equal(HttpStatusCode.InternalServerError, reply.StatusCode);
        Assert.DoesNotContain("a fault of ours", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_have_dataType_string_and_retry_without_end()
    {
        var hubs = FunctionFile.ReadAll(AppContext.BaseDirectory).Where(f => f.Trigger is EventHubTrigger).ToList();

        Assert.NotEmpty(hubs);
        foreach (var file in hubs)
        {
            Assert.Equal("string", ((EventHubTrigger)file.Trigger).DataType);
            Assert.Equal(-1, file.Retry.MaxRetryCount);
        }
    }

    [Fact]
    public void Every_call_has_its_own_deadline_before_the_function_timeout()
    {
        var timeout = TimeSpan.Parse(HostJson.GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(CallDeadline.Http < timeout);
        Assert.True(CallDeadline.Trigger < CallDeadline.TriggerAtLast);
        Assert.True(CallDeadline.TriggerAtLast < timeout);
    }

    [Fact]
    public async Task A_call_that_never_ends_is_ended_and_fails()
    {
        var time = new ManualTime();
        var table = new FunctionTable([], [], [new TimerFunction("Tick", async (_, _, ct) => await Task.Delay(Timeout.InfiniteTimeSpan, time, ct))]);
        await using var app = await RunningApp.HandlerAsync(table, time: time);

        var call = app.Client.PostAsync("/Tick", new StringContent("""{"Data":{"timer":{}}}"""));
        await time.AdvanceOnceAwaitedAsync(CallDeadline.Trigger);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await call).StatusCode);
    }

    [Fact]
    public async Task A_call_that_does_not_heed_its_deadline_fails_all_the_same()
    {
        var time = new ManualTime();
        var never = new TaskCompletionSource();
        await using var app = await RunningApp.HandlerAsync(new FunctionTable([], [], [new TimerFunction("Tick", (_, _, _) => never.Task)]), time: time);

        var call = app.Client.PostAsync("/Tick", new StringContent("""{"Data":{"timer":{}}}"""));
        await time.AdvanceOnceAwaitedAsync(CallDeadline.Trigger);
        await time.AdvanceOnceAwaitedAsync(CallDeadline.TriggerAtLast);

        Assert.Equal(HttpStatusCode.InternalServerError, (await call).StatusCode);
    }

    [Fact]
    public async Task An_http_call_that_never_ends_is_told_to_try_again()
    {
        var time = new ManualTime();
        Task NeverAsync(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted);
        var table = new FunctionTable([new HttpFunction("Slow", "GET", "slow", CallerKind.Anyone, NeverAsync)], [], []);
        await using var app = await RunningApp.HandlerAsync(table, time: time);

        var call = app.Client.GetAsync("/slow");
        await time.AdvanceOnceAwaitedAsync(CallDeadline.Http);

        var reply = await call;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.NotNull(reply.Headers.RetryAfter);
    }

    [Fact]
    public void Both_ways_of_passing_plain_requests_are_on_and_routes_have_no_prefix()
    {
        var handler = HostJson.GetProperty("customHandler");

        Assert.True(handler.GetProperty("enableForwardingHttpRequest").GetBoolean());
        Assert.True(handler.GetProperty("enableProxyingHttpRequest").GetBoolean());
        Assert.Equal("", HostJson.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal("MerchantOps.Functions", handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString());
    }
}
