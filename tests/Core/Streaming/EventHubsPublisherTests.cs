using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using MerchantOps.Errors;
using MerchantOps.Streaming;
using MerchantOps.Streaming.EventHubs;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventHubsPublisherTests : EventHubsSuite
{
    [Fact]
    public async Task Events_arrive_signed_with_their_key_and_in_order()
    {
        var publisher = Publisher();

        await AppendAsync(publisher, ("acme", "{\"n\":1}"), ("globex", "{\"n\":2}"), ("acme", "{\"n\":\"三 \\\" 🙂\"}"));

        Assert.Equal(["{\"n\":1}", "{\"n\":\"三 \\\" 🙂\"}"], Server.TextsOf("acme"));
        Assert.Equal(["{\"n\":2}"], Server.TextsOf("globex"));
        Assert.Equal(2, Server.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_for_no_events()
    {
        await Publisher().AppendAsync([], CancellationToken.None);

        Assert.Equal(0, Server.Requests);
    }

    [Fact]
    public async Task A_signature_is_used_again_until_shortly_before_it_expires()
    {
        var publisher = Publisher();
        await AppendAsync(publisher, ("acme", "1"));
        Time.Advance(TimeSpan.FromMinutes(49));
        await AppendAsync(publisher, ("acme", "2"));
        Time.Advance(TimeSpan.FromMinutes(2));

        await AppendAsync(publisher, ("acme", "3"));

        var used = Server.Authorizations.ToList();
        Assert.Equal(used[0], used[1]);
        Assert.NotEqual(used[1], used[2]);
    }

    [Fact]
    public async Task Without_a_key_the_apps_identity_is_used_and_its_token_kept()
    {
        Server.BearerToken = "entra-token";
        var identity = new FixedIdentity("entra-token", Time.GetUtcNow().AddHours(1));
        var publisher = Publisher(new EntraCredential(identity, Time));

        await AppendAsync(publisher, ("acme", "1"));
        await AppendAsync(publisher, ("acme", "2"));

        Assert.Equal(["1", "2"], Server.TextsOf("acme"));
        Assert.Equal(["https://eventhubs.azure.net/.default"], identity.Asked);
    }

    [Fact]
    public async Task An_identity_without_a_token_is_said_to_be_unavailable()
    {
        var publisher = Publisher(new EntraCredential(new FixedIdentity(null, default), Time));

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(publisher, ("acme", "1")));

        Assert.Contains("Entra ID", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_request_may_hold_is_split_in_order()
    {
        Options.MaxPublicationBytes = 262_144;
        Server.MaxBytes = 262_144;
        var events = Enumerable.Range(0, 500).Select(i => ("acme", JsonSerializer.Serialize(new { i, text = new string('"', 700) }))).ToArray();

        await AppendAsync(Publisher(), events);

        Assert.Equal(events.Select(e => e.Item2), Server.TextsOf("acme"));
        Assert.InRange(Server.Requests, 10, 12);
    }

    [Fact]
    public async Task The_largest_event_arrives_even_when_escaping_would_make_it_too_large_for_a_batch()
    {
        var largest = new string('"', StreamEvent.MaxBytes);

        await AppendAsync(Publisher(), ("acme", "before"), ("acme", largest), ("acme", "after"));

        Assert.Equal(["before", largest, "after"], Server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_body_that_is_no_text_arrives_byte_for_byte()
    {
        byte[] bytes = [0xff, 0x00, 0xc3, 0x28];

        await Publisher().AppendAsync([new StreamEvent("acme", bytes)], CancellationToken.None);

        Assert.Equal(bytes, Server.Taken["acme"].Single());
    }

    [Fact]
    public async Task An_event_above_the_limit_is_refused_before_anything_is_sent()
    {
        await Assert.ThrowsAsync<TooLargeException>(() => AppendAsync(Publisher(), ("acme", "1"), ("acme", new string('x', StreamEvent.MaxBytes + 1))));

        Assert.Equal(0, Server.Requests);
    }

    [Fact]
    public async Task A_batch_that_the_service_takes_for_too_large_is_halved_in_order()
    {
        Server.MaxBytes = 10_000;
        var events = Enumerable.Range(0, 20).Select(i => ("acme", $"{i}-" + new string('x', 2000))).ToArray();

        await AppendAsync(Publisher(), events);

        Assert.Equal(events.Select(e => e.Item2), Server.TextsOf("acme"));
    }

    [Fact]
    public async Task One_event_that_the_service_takes_for_too_large_is_too_large()
    {
        Server.MaxBytes = 1_000;

        var refusal = await Assert.ThrowsAsync<TooLargeException>(() => AppendAsync(Publisher(), ("acme", new string('x', 2000))));

        Assert.Equal(413, refusal.Status);
    }

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
