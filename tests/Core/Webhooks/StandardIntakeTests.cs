using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Shops;
using MerchantOps.Webhooks;

namespace MerchantOps.Tests.Core.Webhooks;

public sealed class StandardIntakeTests : IDisposable
{
    private readonly IntakeFixture _fixture = new();

    [Fact]
    public async Task A_signed_event_is_appended_under_its_merchant()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        var result = await _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event()));

        Assert.Equal(new WebhookResult(WebhookOutcome.Accepted, 1), result);
        Assert.Equal("acme", Assert.Single(_fixture.Stream.Appended).PartitionKey);
        var e = Assert.Single(_fixture.Stream.Events);
        Assert.Equal(("e1", "/standard/acme/main", "order.placed", "order/1"), (e.Id, e.Source, e.Type, e.Subject));
        Assert.Equal("""{"id":"1"}"""u8.ToArray(), e.Data.ToArray());
    }

    [Fact]
    public async Task What_an_event_leaves_out_comes_from_route_and_headers()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        await _fixture.ReceiveAsync(_fixture.Standard("""{"specversion":"1.0","type":"order.placed","subject":"order/1","time":"2026-03-01T11:00:00Z","data":{}}""", "msg_7"));

        var e = Assert.Single(_fixture.Stream.Events);
        Assert.Equal(("msg_7", "/standard/acme/main", "acme", "main"), (e.Id, e.Source, e.Merchant, e.Shop));
    }

    [Theory]
    [InlineData("/standard/globex/main", "/standard/acme/main")]
    [InlineData("https://shop.example", "/standard/acme/main")]
    [InlineData("/shopify/acme/main", "/shopify/acme/main")]
    public async Task A_source_never_speaks_for_another_shop(string sent, string kept)
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        await _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event().Replace("/standard/acme/main", sent, StringComparison.Ordinal)));

        Assert.Equal(kept, Assert.Single(_fixture.Stream.Events).Source);
    }

    [Fact]
    public async Task A_batch_is_appended_in_order()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        var result = await _fixture.ReceiveAsync(_fixture.Standard($" [{IntakeFixture.Event("a")},{IntakeFixture.Event("b")}] "));

        Assert.Equal(2, result.Events);
        Assert.Equal(["a", "b"], _fixture.Stream.Events.Select(e => e.Id));
    }

    [Fact]
    public async Task A_broken_event_of_a_batch_goes_to_quarantine_and_the_others_on()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        var result = await _fixture.ReceiveAsync(_fixture.Standard($$"""[{{IntakeFixture.Event("a")}},{"specversion":"1.0"},{{IntakeFixture.Event("b")}}]"""));

        Assert.Equal((WebhookOutcome.Quarantined, 2), (result.Outcome, result.Events));
        var rejected = RejectedDelivery.TryRead(_fixture.Stream.Appended[^1].Body);
        Assert.Equal("""{"specversion":"1.0"}"""u8.ToArray(), rejected!.Body.ToArray());
    }

    [Theory]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"e")]
    [InlineData("[1,")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[[]]")]
    [InlineData("{}{}")]
    public async Task A_genuine_body_that_cannot_be_read_is_kept_byte_for_byte(string body)
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        var result = await _fixture.ReceiveAsync(_fixture.Standard(body));

        Assert.Equal((WebhookOutcome.Quarantined, 202), (result.Outcome, result.Status));
        var record = Assert.Single(_fixture.Stream.Appended).Body;
        Assert.Throws<InvalidInputException>(() => CloudEventCodec.Read(record));
        Assert.NotNull(RejectedDelivery.TryRead(record));
    }

    [Fact]
    public async Task An_empty_batch_is_acknowledged_and_appends_nothing()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        var result = await _fixture.ReceiveAsync(_fixture.Standard("[]"));

        Assert.Equal((WebhookOutcome.Accepted, 0), (result.Outcome, result.Events));
        Assert.Empty(_fixture.Stream.Appended);
    }

    [Fact]
    public async Task A_batch_of_more_than_a_hundred_is_quarantined_whole()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);
        var batch = $"[{string.Join(',', Enumerable.Range(0, 101).Select(i => IntakeFixture.Event($"e{i}")))}]";

        var result = await _fixture.ReceiveAsync(_fixture.Standard(batch));

        Assert.Equal((WebhookOutcome.Quarantined, "batch-too-large", 0), (result.Outcome, result.Code, result.Events));
    }

    [Fact]
    public async Task An_event_of_another_merchant_is_refused_with_its_whole_batch()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        var refused = await Assert.ThrowsAsync<UnprocessableException>(
            () => _fixture.ReceiveAsync(_fixture.Standard($"[{IntakeFixture.Event("a")},{IntakeFixture.Event("b", merchant: "globex")}]")));

        Assert.Equal("foreign-event", refused.Code);
        Assert.Empty(_fixture.Stream.Appended);
    }

    [Fact]
    public async Task A_verdict_from_outside_is_refused_with_its_whole_batch()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);
        var forged = IntakeFixture.Event("b").Replace("order.placed", "order.reviewed", StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<UnprocessableException>(() => _fixture.ReceiveAsync(_fixture.Standard($"[{IntakeFixture.Event("a")},{forged}]")));

        Assert.Equal("reserved-type", refused.Code);
        Assert.Empty(_fixture.Stream.Appended);
    }

    [Fact]
    public async Task An_event_of_the_far_future_is_quarantined()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);

        var result = await _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event(time: "2026-03-03T12:00:00Z")));

        Assert.Equal("time-ahead", result.Code);
    }

    public void Dispose() => _fixture.Dispose();
}
