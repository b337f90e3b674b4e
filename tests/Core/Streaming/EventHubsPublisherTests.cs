using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using MerchantOps.Errors;
using MerchantOps.Streaming;
using MerchantOps.Streaming.EventHubs;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventHubsPublisherTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly EventHubsOptions _options = new() { SasKeyName = HubServer.KeyName, SasKey = HubServer.Key, AttemptTimeout = 12 * Second };
    private readonly StreamOptions _stream = new() { Kind = StreamKind.EventHubs, Hub = HubServer.Hub, Deadline = TimeSpan.FromMinutes(2) };
    private HubServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await HubServer.StartAsync(_time);
        _options.Namespace = _server.Address;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Events_arrive_signed_with_their_key_and_in_order()
    {
        var publisher = Publisher();

        await AppendAsync(publisher, ("acme", "{\"n\":1}"), ("globex", "{\"n\":2}"), ("acme", "{\"n\":\"三 \\\" 🙂\"}"));

        Assert.Equal(["{\"n\":1}", "{\"n\":\"三 \\\" 🙂\"}"], _server.TextsOf("acme"));
        Assert.Equal(["{\"n\":2}"], _server.TextsOf("globex"));
        Assert.Equal(2, _server.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_for_no_events()
    {
        await Publisher().AppendAsync([], CancellationToken.None);

        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task A_signature_is_used_again_until_shortly_before_it_expires()
    {
        var publisher = Publisher();
        await AppendAsync(publisher, ("acme", "1"));
        _time.Advance(TimeSpan.FromMinutes(49));
        await AppendAsync(publisher, ("acme", "2"));
        _time.Advance(TimeSpan.FromMinutes(2));

        await AppendAsync(publisher, ("acme", "3"));

        var used = _server.Authorizations.ToList();
        Assert.Equal(used[0], used[1]);
        Assert.NotEqual(used[1], used[2]);
    }

    [Fact]
    public async Task Without_a_key_the_apps_identity_is_used_and_its_token_kept()
    {
        _server.BearerToken = "entra-token";
        var identity = new FixedIdentity("entra-token", _time.GetUtcNow().AddHours(1));
        var publisher = Publisher(new EntraCredential(identity, _time));

        await AppendAsync(publisher, ("acme", "1"));
        await AppendAsync(publisher, ("acme", "2"));

        Assert.Equal(["1", "2"], _server.TextsOf("acme"));
        Assert.Equal(["https://eventhubs.azure.net/.default"], identity.Asked);
    }

    [Fact]
    public async Task An_identity_without_a_token_is_said_to_be_unavailable()
    {
        var publisher = Publisher(new EntraCredential(new FixedIdentity(null, default), _time));

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(publisher, ("acme", "1")));

        Assert.Contains("Entra ID", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_request_may_hold_is_split_in_order()
    {
        _options.MaxPublicationBytes = 262_144;
        _server.MaxBytes = 262_144;
        var events = Enumerable.Range(0, 500).Select(i => ("acme", JsonSerializer.Serialize(new { i, text = new string('"', 700) }))).ToArray();

        await AppendAsync(Publisher(), events);

        Assert.Equal(events.Select(e => e.Item2), _server.TextsOf("acme"));
        Assert.InRange(_server.Requests, 10, 12);
    }

    [Fact]
    public async Task The_largest_event_arrives_even_when_escaping_would_make_it_too_large_for_a_batch()
    {
        var largest = new string('"', StreamEvent.MaxBytes);

        await AppendAsync(Publisher(), ("acme", "before"), ("acme", largest), ("acme", "after"));

        Assert.Equal(["before", largest, "after"], _server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_body_that_is_no_text_arrives_byte_for_byte()
    {
        byte[] bytes = [0xff, 0x00, 0xc3, 0x28];

        await Publisher().AppendAsync([new StreamEvent("acme", bytes)], CancellationToken.None);

        Assert.Equal(bytes, _server.Taken["acme"].Single());
    }

    [Fact]
    public async Task An_event_above_the_limit_is_refused_before_anything_is_sent()
    {
        await Assert.ThrowsAsync<TooLargeException>(() => AppendAsync(Publisher(), ("acme", "1"), ("acme", new string('x', StreamEvent.MaxBytes + 1))));

        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task A_batch_that_the_service_takes_for_too_large_is_halved_in_order()
    {
        _server.MaxBytes = 10_000;
        var events = Enumerable.Range(0, 20).Select(i => ("acme", $"{i}-" + new string('x', 2000))).ToArray();

        await AppendAsync(Publisher(), events);

        Assert.Equal(events.Select(e => e.Item2), _server.TextsOf("acme"));
    }

    [Fact]
    public async Task One_event_that_the_service_takes_for_too_large_is_too_large()
    {
        _server.MaxBytes = 1_000;

        var refusal = await Assert.ThrowsAsync<TooLargeException>(() => AppendAsync(Publisher(), ("acme", new string('x', 2000))));

        Assert.Equal(413, refusal.Status);
    }

    [Fact]
    public async Task A_throttling_service_is_left_alone_for_as_long_as_it_asks()
    {
        _server.Fail(HttpStatusCode.TooManyRequests, retryAfter: "7");
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await _time.UntilAwaitedAsync(7 * Second);
        _time.Advance(7 * Second - TimeSpan.FromTicks(1));
        Assert.Equal(1, _server.Requests);
        _time.Advance(TimeSpan.FromTicks(1));

        await appending;
        Assert.Equal(["1"], _server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_service_that_asks_for_a_long_pause_makes_the_sender_come_again()
    {
        _server.Fail(HttpStatusCode.ServiceUnavailable, retryAfter: "3600");

        await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(Publisher(), ("acme", "1")));

        Assert.Equal(1, _server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_fault_of_the_service_is_tried_again(HttpStatusCode status)
    {
        _server.Fail(status);
        _server.Fail(status);
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await _time.AdvanceOnceAwaitedAsync(10 * Second);
        await _time.AdvanceOnceAwaitedAsync(10 * Second);

        await appending;
        Assert.Equal(["1"], _server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_dropped_connection_is_tried_again()
    {
        _server.Faults.Enqueue(context =>
        {
            context.Abort();
            return Task.FromResult(true);
        });
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await _time.AdvanceOnceAwaitedAsync(10 * Second);

        await appending;
        Assert.Equal(["1"], _server.TextsOf("acme"));
    }

    [Fact]
    public async Task An_attempt_without_an_answer_is_given_up_and_tried_again()
    {
        var asked = new TaskCompletionSource();
        _server.Faults.Enqueue(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        });
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await asked.Task;
        _time.Advance(12 * Second);
        await _time.AdvanceOnceAwaitedAsync(10 * Second);

        await appending;
        Assert.Equal(["1"], _server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_unavailable_and_then_left_alone()
    {
        for (var i = 0; i < 100; i++)
            _server.Fail(HttpStatusCode.ServiceUnavailable, retryAfter: "0");
        var publisher = Publisher();
        for (var i = 0; i < 4; i++)
            await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(publisher, ("acme", "1")));
        var requests = _server.Requests;

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(publisher, ("acme", "1")));

        Assert.Contains("left alone", fault.Message, StringComparison.Ordinal);
        Assert.Equal(requests, _server.Requests);
    }

    [Fact]
    public async Task A_service_that_was_left_alone_is_tried_again_after_the_break()
    {
        for (var i = 0; i < 20; i++)
            _server.Fail(HttpStatusCode.ServiceUnavailable, retryAfter: "0");
        var publisher = Publisher();
        for (var i = 0; i < 4; i++)
            await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(publisher, ("acme", "1")));

        _time.Advance(11 * Second);
        await AppendAsync(publisher, ("acme", "2"));

        Assert.Equal(["2"], _server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_wrong_key_is_unavailable_with_what_to_check_and_is_not_tried_again()
    {
        _options.SasKey = "d3Jvbmc=";

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(Publisher(), ("acme", "1")));

        Assert.Contains("SasKey", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, _server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Data Sender")]
    [InlineData(HttpStatusCode.NotFound, "Stream:Hub")]
    public async Task A_misconfiguration_is_unavailable_with_what_to_check(HttpStatusCode status, string hint)
    {
        _server.Fail(status);

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(Publisher(), ("acme", "1")));

        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_unavailable_after_the_retries()
    {
        await _server.DisposeAsync();
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        for (var i = 0; i < 5; i++)
            await _time.AdvanceOnceAwaitedAsync(10 * Second);

        await Assert.ThrowsAsync<UnavailableException>(() => appending);
    }

    [Fact]
    public async Task A_call_ends_at_its_deadline()
    {
        _stream.Deadline = 3 * Second;
        _server.Fail(HttpStatusCode.TooManyRequests, retryAfter: "5");
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await _time.AdvanceOnceAwaitedAsync(3 * Second);

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => appending);
        Assert.Contains("within", fault.Message, StringComparison.Ordinal);
    }

    private EventHubsPublisher Publisher() => EventHubsRegistration.Create(_stream, _options, _time);

    private EventHubsPublisher Publisher(IHubCredential credential) => EventHubsRegistration.Create(_stream, _options, credential, _time);

    private static Task AppendAsync(EventHubsPublisher publisher, params (string Key, string Body)[] events) =>
        publisher.AppendAsync([.. events.Select(e => new StreamEvent(e.Key, Encoding.UTF8.GetBytes(e.Body)))], CancellationToken.None);

    /// <summary>An identity that always has the same token, or none.</summary>
    private sealed class FixedIdentity(string? token, DateTimeOffset expires) : TokenCredential
    {
        public List<string> Asked { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.AddRange(requestContext.Scopes);
            return token is null ? throw new CredentialUnavailableException("no managed identity") : new AccessToken(token, expires);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
