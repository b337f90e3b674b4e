using System.Net;
using System.Text;
using System.Text.Json;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>Batches of the Functions host through the shipped function: what must never be forgotten about effects.</summary>
public sealed class EnvelopeIngestionTests : IAsyncLifetime
{
    private RunningApp _app = null!;

    public async Task InitializeAsync() => _app = await RunningApp.HandlerAsync(FunctionTable.Shipped);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Stop_is_SIGKILL_so_a_batch_that_comes_again_has_no_second_effect()
    {
        var batch = Envelope(Event("e1", "1001"), Event("e2", "1002"));

        var first = await _app.Client.PostAsync("/IngestEvents", batch());
        var again = await _app.Client.PostAsync("/IngestEvents", batch());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var counts = JsonElement.Parse(await _app.Client.GetStringAsync("/api/stats")).GetProperty("ingestion");
        Assert.Equal(2, counts.GetProperty("approved").GetInt32() + counts.GetProperty("reviewed").GetInt32() + counts.GetProperty("declined").GetInt32());
        Assert.Equal(0, counts.GetProperty("positionsWentBack").GetInt32());
    }

    [Fact]
    public async Task A_poison_event_is_quarantined_alone_and_its_batch_succeeds()
    {
        var reply = await _app.Client.PostAsync("/IngestEvents", Envelope(Event("e1", "1001"), "not an event", Event("e3", "1003"))());

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var quarantined = JsonElement.Parse(await _app.Client.GetStringAsync("/api/quarantine")).GetProperty("events");
        Assert.Equal("not an event", Encoding.UTF8.GetString(Assert.Single(quarantined.EnumerateArray()).GetProperty("body").GetBytesFromBase64()));
        Assert.Equal(HttpStatusCode.OK, (await _app.AsOperatorAsync(HttpMethod.Get, "/api/orders/acme/main:1001")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _app.AsOperatorAsync(HttpMethod.Get, "/api/orders/acme/main:1003")).StatusCode);
    }

    private static string Event(string id, string order) =>
        $$$$"""{"specversion":"1.0","id":"{{{{id}}}}","source":"/standard/acme/main","type":"order.placed","subject":"order/{{{{order}}}}","time":"2026-01-02T03:04:05Z","merchant":"acme","shop":"main","data":{"id":"{{{{order}}}}","placedAt":"2026-01-02T03:04:05Z","total":{"amount":"20.00","currency":"USD"}}}""";

    /// <summary>Encoded as the host does it: a JSON string that holds a JSON array of strings.</summary>
    private static Func<StringContent> Envelope(params string[] events)
    {
        var list = "[" + string.Join(',', events.Select(Quoted)) + "]";
        var sequences = "[" + string.Join(',', events.Select((_, i) => i + 41)) + "]";
        var json = $$$"""{"Data":{"events":{{{Quoted(list)}}}},"Metadata":{"PartitionContext":{"EventHubName":"hub","PartitionId":"3"},"SequenceNumberArray":"{{{sequences}}}"}}""";
        return () => new StringContent(json, Encoding.UTF8, "application/json");
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
