using System.Text;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Shops;
using MerchantOps.Webhooks;

namespace MerchantOps.Tests.Core.Webhooks;

public sealed class WebhookIntakeTests : IDisposable
{
    private readonly IntakeFixture _fixture = new();

    [Fact]
    public async Task Wrong_signature_unknown_shop_other_platform_and_unknown_platform_look_the_same()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);
        var genuine = _fixture.Standard(IntakeFixture.Event());
        WebhookRequest[] refused =
        [
            _fixture.Standard(IntakeFixture.Event(), secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            genuine with { Shop = "other" },
            genuine with { Merchant = "nobody" },
            genuine with { Merchant = "../acme" },
            genuine with { Shop = new string('a', 5_000) },
            genuine with { Platform = "magento" },
            genuine with { Platform = ShopPlatforms.Stripe },
            IntakeFixture.Signed(ShopPlatforms.Shopify, "orders/create", "{}"),
        ];

        var answers = new List<(int, string, string)>();
        foreach (var request in refused)
        {
            var answer = await Assert.ThrowsAsync<UnauthenticatedException>(() => _fixture.ReceiveAsync(request));
            answers.Add((answer.Status, answer.Code, answer.Message));
        }

        Assert.Single(answers.Distinct());
        Assert.Empty(_fixture.Stream.Appended);
    }

    [Fact]
    public async Task A_shop_nobody_knows_costs_the_same_lookups_as_a_known_one()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);
        var request = _fixture.Standard(IntakeFixture.Event());

        var reads = new List<int>();
        foreach (var shop in new[] { "main", "unknown" })
        {
            var before = _fixture.Store.Reads;
            for (var i = 0; i < 3; i++)
                await Record.ExceptionAsync(() => _fixture.ReceiveAsync(request with { Shop = shop }));
            reads.Add(_fixture.Store.Reads - before);
        }

        Assert.Equal([1, 1], reads);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_anything_else()
    {
        var request = IntakeFixture.Request(ShopPlatforms.Standard, new byte[WebhookRequest.MaxBodyBytes + 1], []);

        var refused = await Assert.ThrowsAsync<TooLargeException>(() => _fixture.ReceiveAsync(request));

        Assert.Equal((413, 0), (refused.Status, _fixture.Store.Reads));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_that_the_stream_did_not_take()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Standard);
        _fixture.Stream.Fault = new UnavailableException("stream", "The stream is full.");

        await Assert.ThrowsAsync<UnavailableException>(() => _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event())));
    }

    [Fact]
    public async Task A_store_that_is_away_is_no_wrong_signature()
    {
        _fixture.Store.Fault = new UnavailableException("store", "The store is locked.");

        await Assert.ThrowsAsync<UnavailableException>(() => _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event())));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("unknown")]
    public async Task The_unsigned_ping_of_woocommerce_is_answered_200_for_any_shop(string shop)
    {
        var ping = IntakeFixture.Request(ShopPlatforms.WooCommerce, "webhook_id=42"u8.ToArray(), [], shop);

        var result = await _fixture.ReceiveAsync(ping);

        Assert.Equal((WebhookOutcome.Ping, 200), (result.Outcome, result.Status));
        Assert.Empty(_fixture.Stream.Appended);
    }

    [Theory]
    [InlineData("webhook_id=42&order=1")]
    [InlineData("webhook_id=42\n")]
    [InlineData("webhook_id=")]
    [InlineData("{\"id\":1}")]
    public async Task Nothing_else_passes_as_a_ping(string body)
    {
        await _fixture.ConnectAsync(ShopPlatforms.WooCommerce);

        await Assert.ThrowsAsync<UnauthenticatedException>(
            () => _fixture.ReceiveAsync(IntakeFixture.Request(ShopPlatforms.WooCommerce, Encoding.UTF8.GetBytes(body), [])));
    }

    [Fact]
    public async Task An_unsupported_topic_is_acknowledged_and_ignored_with_a_reason()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Shopify);

        var result = await _fixture.ReceiveAsync(IntakeFixture.Signed(ShopPlatforms.Shopify, "themes/publish", """{"id":1}"""));

        Assert.Equal((WebhookOutcome.Ignored, 200, "unsupported-topic"), (result.Outcome, result.Status, result.Code));
        Assert.Empty(_fixture.Stream.Appended);
    }

    [Theory]
    [InlineData("""{"id":1,"total_price":"9""", "unreadable-json")]
    [InlineData("[1,2]", "unreadable-json")]
    [InlineData("""{"id":1,"created_at":"2026-03-01T10:00:00Z","currency":"EUR"}""", "missing-total")]
    [InlineData("""{"id":1,"total_price":"-1","currency":"EUR"}""", "invalid-total")]
    [InlineData("""{"id":1,"total_price":"NaN","currency":"EUR"}""", "missing-total")]
    [InlineData("""{"total_price":"1.00","currency":"EUR"}""", "missing-id")]
    [InlineData("""{"id":1,"email":"\ud800","total_price":"1.00","currency":"EUR"}""", "unreadable-text")]
    public async Task A_genuine_order_that_cannot_be_translated_is_kept_for_quarantine(string body, string code)
    {
        await _fixture.ConnectAsync(ShopPlatforms.Shopify);

        var result = await _fixture.ReceiveAsync(IntakeFixture.Signed(ShopPlatforms.Shopify, "orders/create", body));

        Assert.Equal((WebhookOutcome.Quarantined, 202, code), (result.Outcome, result.Status, result.Code));
        var record = Assert.Single(_fixture.Stream.Appended).Body;
        var rejected = RejectedDelivery.TryRead(record)!;
        Assert.Equal((code, "shopify", "acme", "main", "orders/create"), (rejected.Code, rejected.Platform, rejected.Merchant, rejected.Shop, rejected.Topic));
        Assert.Equal(Encoding.UTF8.GetBytes(body), rejected.Body.ToArray());
        Assert.Throws<InvalidInputException>(() => CloudEventCodec.Read(record));
    }

    [Fact]
    public async Task A_body_in_another_encoding_is_kept_byte_for_byte()
    {
        await _fixture.ConnectAsync(ShopPlatforms.BigCommerce);
        var body = Encoding.Latin1.GetBytes("""{"scope":"store/order/created","producer":"Müller"}""");

        var result = await _fixture.ReceiveAsync(
            IntakeFixture.Request(ShopPlatforms.BigCommerce, body, [("X-MerchantOps-Secret", IntakeFixture.Secret)]));

        Assert.Equal("unreadable-encoding", result.Code);
        Assert.Equal(body, RejectedDelivery.TryRead(_fixture.Stream.Appended[0].Body)!.Body.ToArray());
    }

    [Fact]
    public async Task A_body_that_looks_like_an_event_of_another_merchant_never_becomes_one()
    {
        await _fixture.ConnectAsync(ShopPlatforms.Shopify);

        await _fixture.ReceiveAsync(IntakeFixture.Signed(ShopPlatforms.Shopify, "orders/create", IntakeFixture.Event(merchant: "globex")));

        Assert.All(_fixture.Stream.Appended, e => Assert.Throws<InvalidInputException>(() => CloudEventCodec.Read(e.Body)));
    }

    [Fact]
    public async Task The_old_secret_holds_while_it_is_being_rotated_and_no_longer()
    {
        const string next = "whsec_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";
        await _fixture.ConnectAsync(ShopPlatforms.Standard);
        await _fixture.Shops.ConnectAsync(
            IntakeFixture.Id, new ShopConnection(ShopPlatforms.Standard, [next], GraceSeconds: 3600), CancellationToken.None);

        await _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event("new"), secret: next));
        await _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event("old")));
        _fixture.Time.Advance(TimeSpan.FromHours(1));

        await _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event("newer"), secret: next));
        await Assert.ThrowsAsync<UnauthenticatedException>(() => _fixture.ReceiveAsync(_fixture.Standard(IntakeFixture.Event("too old"))));
    }

    public void Dispose() => _fixture.Dispose();
}
