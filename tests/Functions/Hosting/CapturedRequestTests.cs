using System.Text;
using MerchantOps.Errors;
using MerchantOps.Streaming;
using MerchantOps.Tests.Core;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>The custom handler against what a real Functions host sent, over real sockets.</summary>
public sealed class CapturedRequestTests : IAsyncLifetime
{
    private const string Answered = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";

    private readonly RecordingDoors _doors = new();
    private readonly ManualTime _time = new();
    private RunningApp _app = null!;

    public async Task InitializeAsync() => _app = await RunningApp.HandlerAsync(_doors.CapturedFunctions, null, _time, RunningApp.WithoutEmbeddedLog);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [CapturesFact]
    public async Task The_readiness_probe_is_answered() => Assert.Equal(200, (await SendAsync("01-readiness-probe")).Status);

    [CapturesFact]
    public async Task A_timer_comes_as_a_tick()
    {
        var reply = await SendAsync("02-timer");

        Assert.Equal((200, Answered), (reply.Status, reply.Body));
        var tick = Assert.Single(_doors.Ticks);
        Assert.False(tick.IsPastDue);
        Assert.Equal(_time.GetUtcNow(), tick.At);
    }

    [CapturesFact]
    public async Task A_forwarded_request_arrives_as_it_was_sent()
    {
        var (_, body) = Captures.Read("10-http-forwarded");

        var reply = await SendAsync("10-http-forwarded");

        Assert.Equal(200, reply.Status);
        Assert.Contains("x-route: github|a%2Fb%2Fc%20d|1,2| z+", reply.Head, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetString(body), reply.Body);
    }

    [CapturesFact]
    public async Task A_proxied_request_has_the_same_route_and_query_for_a_door_as_a_forwarded_one()
    {
        var reply = await SendAsync("12-http-proxied");

        Assert.Equal(200, reply.Status);
        Assert.Contains("x-route: github|a%2Fb%2Fc%20d|1,2| z+", reply.Head, StringComparison.Ordinal);
    }

    [CapturesFact]
    public async Task A_batch_of_strings_arrives_in_order_with_positions_and_times()
    {
        var reply = await SendAsync("30-eventhub-many-dataType-string");

        Assert.Equal((200, Answered), (reply.Status, reply.Body));
        var batch = Assert.Single(_doors.Batches);
        Assert.Equal(new StreamSource("hubmany", "0", 1), batch.Source);
        Assert.Equal([41L, 42L], batch.Records.Select(r => r.Sequence));
        Assert.Equal("""{"type":"a",  "at":"2024-01-01T00:00:00.000Z"}""", Text(batch, 0));
        Assert.Equal("not json é", Text(batch, 1));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), batch.Records[0].EnqueuedAt);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero), batch.Records[1].EnqueuedAt);
    }

    [CapturesFact]
    public async Task A_batch_of_binary_events_is_decoded()
    {
        await SendAsync("31-eventhub-many-dataType-binary");

        Assert.Equal("""{"type":"a",  "at":"2024-01-01T00:00:00.000Z"}""", Text(Assert.Single(_doors.Batches), 0));
    }

    [CapturesFact]
    public async Task Single_events_are_batches_of_one()
    {
        await SendAsync("32-eventhub-one-json");
        await SendAsync("33-eventhub-one-text");

        var batches = _doors.Batches.ToArray();
        Assert.Equal(["""{"type":"a",  "at":"2024-01-01T00:00:00.000Z"}""", "not json é"], batches.Select(b => Text(b, 0)));
        Assert.Equal([41L, 42L], batches.Select(b => Assert.Single(b.Records).Sequence));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), batches[0].Records[0].EnqueuedAt);
    }

    [CapturesFact]
    public async Task Events_that_the_host_parsed_are_taken_as_they_are_now()
    {
        await SendAsync("34-eventhub-many-NO-dataType");

        var batch = Assert.Single(_doors.Batches);
        Assert.Equal(["""{"at":"2024-01-01T00:00:00Z","n":1.0}""", """{"b":2}"""], new[] { Text(batch, 0), Text(batch, 1) });
    }

    [CapturesFact]
    public async Task A_failing_batch_fails_the_invocation_and_comes_again_the_same()
    {
        _doors.Fault = new UnavailableException("store", "down");
        var first = await SendAsync("35-eventhub-retry-attempt-0");

        _doors.Fault = null;
        var second = await SendAsync("36-eventhub-retry-attempt-1");

        Assert.Equal((503, 200), (first.Status, second.Status));
        var batches = _doors.Batches.ToArray();
        Assert.Equal(batches[0].Source, batches[1].Source);
        Assert.Equal(Text(batches[0], 0), Text(batches[1], 0));
        Assert.Equal(batches[0].Records.Select(r => r.Sequence), batches[1].Records.Select(r => r.Sequence));
    }

    private Task<RawReply> SendAsync(string capture)
    {
        var (head, body) = Captures.Read(capture);
        return RawHttp.SendAsync(_app.Port, head, body);
    }

    private static string Text(EventBatch batch, int index) => Encoding.UTF8.GetString(batch.Records[index].Body.Span);
}
