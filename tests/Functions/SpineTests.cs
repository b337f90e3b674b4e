using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MerchantOps.Functions.Hosting;
using MerchantOps.Tests.Functions.Hosting;
using MerchantOps.Tests.Functions.Schemas;

namespace MerchantOps.Tests.Functions;

/// <summary>The main job through the real doors: a signed webhook in, a decided order out. Every reply keeps its published schema.</summary>
public sealed class SpineTests : IAsyncLifetime
{
    private const string Order = """{"id":"1001","placedAt":"2026-01-02T03:04:05Z","total":{"amount":"409.94","currency":"USD"},"buyer":{"id":"7","email":"a@example.com"}}""";

    private static readonly JsonSchema Schemas = JsonSchema.OfDocs();
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await RunningApp.LocalAsync(FunctionTable.Shipped);
        var connection = $$"""{"platform":"standard","secrets":["whsec_{{Convert.ToBase64String(Secret)}}"],"buyerSecret":"a-buyers-secret-of-at-least-32-characters"}""";
        var shop = await AsOperatorAsync(HttpMethod.Put, "/api/merchants/acme/shops/main", connection);
        Assert.Empty(Schemas.Errors("shop.json", shop.Json));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_signed_webhook_becomes_a_decided_order()
    {
        var receipt = await WebhookAsync("order.placed", "order/1001", Order);
        await IdleAsync();

        var order = await AsOperatorAsync(HttpMethod.Get, "/api/orders/acme/1001");

        Assert.Equal("accepted", receipt.Json.GetProperty("outcome").GetString());
        Assert.Equal("main:1001", order.Json.GetProperty("id").GetString());
        Assert.Equal("409.94", order.Json.GetProperty("order").GetProperty("total").GetProperty("amount").GetString());
        Assert.Empty(Schemas.Errors("order-record.json", order.Json));
        Assert.NotEmpty(order.Json.GetProperty("decision").GetProperty("reasons").EnumerateArray());
    }

    [Fact]
    public async Task Lists_are_paged()
    {
        for (var i = 0; i < 5; i++)
            await WebhookAsync("order.placed", "order/" + i, Order.Replace("1001", "n" + i, StringComparison.Ordinal));
        await IdleAsync();

        var first = await AsOperatorAsync(HttpMethod.Get, "/api/orders/acme?limit=3");
        var second = await AsOperatorAsync(HttpMethod.Get, "/api/orders/acme?limit=3&after=" + Uri.EscapeDataString(first.Json.GetProperty("next").GetString()!));

        var ids = first.Json.GetProperty("orders").EnumerateArray().Concat(second.Json.GetProperty("orders").EnumerateArray()).Select(o => o.GetProperty("id").GetString());
        Assert.Equal(["main:n0", "main:n1", "main:n2", "main:n3", "main:n4"], ids);
        Assert.False(second.Json.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task An_order_is_scored_while_its_buyer_waits_and_the_same_way_again()
    {
        var request = $$"""{"merchant":"acme","shop":"main","order":{{Order}}}""";

        var first = await AsOperatorAsync(HttpMethod.Post, "/api/orders/score", request);
        var second = await AsOperatorAsync(HttpMethod.Post, "/api/orders/score", request);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Empty(Schemas.Errors("order-record.json", first.Json));
        Assert.Empty(Schemas.Errors("decision.json", first.Json.GetProperty("decision")));
        Assert.True(JsonElement.DeepEquals(first.Json.GetProperty("decision"), second.Json.GetProperty("decision")));
    }

    [Fact]
    public async Task Reasons_come_in_the_language_asked_for()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders/score") { Content = Json($$"""{"merchant":"acme","shop":"main","order":{{Order}}}""") };
        request.Headers.Add("x-functions-key", _app.OperatorKey);
        request.Headers.Add("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8");

        var reply = JsonElement.Parse(await (await _app.Client.SendAsync(request)).Content.ReadAsStringAsync());

        Assert.Contains(reply.GetProperty("decision").GetProperty("reasons")[0].GetProperty("text").GetString()!, c => c > '\u4E00');
    }

    [Fact]
    public async Task An_unreadable_event_waits_in_quarantine_until_it_is_mended_and_replayed()
    {
        await WebhookAsync("order.placed", "order/1001", """{"id":""}""");
        await WebhookAsync("order.placed", "order/1002", Order.Replace("1001", "1002", StringComparison.Ordinal));
        await IdleAsync();
        var open = await AsOperatorAsync(HttpMethod.Get, "/api/quarantine?state=open");
        var entry = Assert.Single(open.Json.GetProperty("events").EnumerateArray());
        Assert.Empty(Schemas.Errors("quarantined-event.json", entry));
        var id = entry.GetProperty("id").GetString();

        var mended = await AsOperatorAsync(HttpMethod.Put, "/api/quarantine/" + id, Event("e-mended", "order.placed", "order/1001", Order));
        var replayed = await AsOperatorAsync(HttpMethod.Post, $"/api/quarantine/{id}/replay");
        await IdleAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Accepted), (mended.Status, replayed.Status));
        Assert.Equal("operator", replayed.Json.GetProperty("by").GetString());
        Assert.Empty(Schemas.Errors("quarantined-event.json", replayed.Json));
        Assert.Equal(HttpStatusCode.OK, (await AsOperatorAsync(HttpMethod.Get, "/api/orders/acme/main:1001")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AsOperatorAsync(HttpMethod.Get, "/api/orders/acme/main:1002")).Status);
    }

    [Fact]
    public async Task A_merchant_sees_its_own_orders_and_no_others()
    {
        await AsOperatorAsync(HttpMethod.Post, "/api/orders/score", $$"""{"merchant":"acme","shop":"main","order":{{Order}}}""");
        var token = await AsOperatorAsync(HttpMethod.Post, "/api/merchants/acme/tokens", """{"expiresIn":60}""");
        var bearer = token.Json.GetProperty("token").GetString()!;

        Assert.Equal(HttpStatusCode.Created, token.Status);
        Assert.Equal(HttpStatusCode.OK, (await BearerAsync(bearer, "/api/orders/acme/1001")).Status);
        Assert.Equal(HttpStatusCode.OK, (await BearerAsync(bearer, "/api/orders/acme")).Status);
        Assert.Equal(HttpStatusCode.OK, (await BearerAsync(bearer, "/api/merchants/acme/shops/main")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await BearerAsync(bearer, "/api/orders/bcme/1001")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await BearerAsync(bearer, "/api/orders/bcme")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await BearerAsync(bearer, "/api/stats")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/orders/acme"))).Status);
    }

    [Fact]
    public async Task A_buyer_sees_an_order_of_their_own_and_no_other()
    {
        await AsOperatorAsync(HttpMethod.Post, "/api/orders/score", $$"""{"merchant":"acme","shop":"main","order":{{Order}}}""");
        await AsOperatorAsync(HttpMethod.Post, "/api/orders/score", $$"""{"merchant":"acme","shop":"main","order":{{Order.Replace("1001", "1002", StringComparison.Ordinal).Replace("\"7\"", "\"8\"", StringComparison.Ordinal)}}}""");

        var bearer = BuyerToken("7");

        Assert.Equal(HttpStatusCode.OK, (await BearerAsync(bearer, "/api/orders/acme/1001")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await BearerAsync(bearer, "/api/orders/acme/1002")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await BearerAsync(bearer, "/api/orders/acme/1003")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await BearerAsync(bearer, "/api/orders/acme")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/orders/acme?limit=0", null, 400)]
    [InlineData("GET", "/api/orders/acme?limit=1,2", null, 400)]
    [InlineData("GET", "/api/orders/acme?limit=1&limit=2", null, 400)]
    [InlineData("GET", "/api/orders/acme?outcome=perhaps", null, 400)]
    [InlineData("GET", "/api/orders/Ac%20me", null, 400)]
    [InlineData("GET", "/api/orders/acme/none", null, 404)]
    [InlineData("GET", "/api/orders/acme/a%2Fb", null, 404)]
    [InlineData("GET", "/api/orders/acme/a%252Fb", null, 404)]
    [InlineData("GET", "/api/orders/acme/%F0%9F%9B%92", null, 404)]
    [InlineData("GET", "/api/merchants/acme/shops/none", null, 404)]
    [InlineData("GET", "/api/quarantine/none", null, 404)]
    [InlineData("GET", "/api/quarantine/a%20b", null, 404)]
    [InlineData("GET", "/api/quarantine?state=lost", null, 400)]
    [InlineData("POST", "/api/merchants/acme/tokens", "{\"expiresIn\":0}", 422)]
    [InlineData("POST", "/api/merchants/-acme/tokens", "{\"expiresIn\":60}", 400)]
    [InlineData("PUT", "/api/merchants/acme/shops/main", "{\"platform\":\"shopify\",\"secrets\":[\"0123456789abcdef\"]}", 409)]
    [InlineData("PUT", "/api/merchants/acme/shops/other", "{\"platform\":\"ebay\"}", 400)]
    [InlineData("PUT", "/api/merchants/acme/shops/other", "{}", 400)]
    [InlineData("POST", "/api/orders/score", "{\"merchant\":null,\"shop\":\"main\",\"order\":null}", 400)]
    [InlineData("POST", "/api/orders/score", "{\"merchant\":\"acme\",\"shop\":\"main\",\"order\":{\"id\":\"1\",\"placedAt\":\"2026-01-02T03:04:05Z\",\"total\":{\"amount\":\"NaN\",\"currency\":\"USD\"}}}", 400)]
    [InlineData("POST", "/api/orders/score", "{\"merchant\":\"acme\",\"shop\":\"main\",\"order\":{\"id\":\"1\",\"placedAt\":\"2026-01-02T03:04:05Z\",\"total\":{\"amount\":1e300,\"currency\":\"USD\"}}}", 400)]
    [InlineData("GET", "/api/orders/acme?after=%25", null, 400)]
    [InlineData("GET", "/api/quarantine?after=..", null, 400)]
    [InlineData("POST", "/api/orders/score", "{\"merchant\":\"acme\",\"shop\":\"main\",\"order\":{\"id\":\"1\",\"placedAt\":\"2026-01-02T03:04:05Z\",\"total\":{\"amount\":\"-1\",\"currency\":\"USD\"}}}", 400)]
    public async Task Broken_requests_are_refused_clearly(string method, string path, string? body, int status)
    {
        var reply = await AsOperatorAsync(new HttpMethod(method), path, body);

        Assert.Equal(status, (int)reply.Status);
        Assert.Empty(Schemas.Errors("problem.json", reply.Json));
    }

    [Theory]
    [InlineData("order.json", Order)]
    [InlineData("order-change.json", """{"order":"1001","at":"2026-01-02T03:04:05Z","amount":{"amount":"1.50","currency":"EUR"},"reason":"fraudulent"}""")]
    [InlineData("customer.json", """{"id":"7","email":"a@example.com","country":"DE"}""")]
    [InlineData("product.json", """{"id":"p1","title":"Shoe","price":{"amount":"9.90","currency":"EUR"},"variants":[{"sku":"s","price":"9.90","stock":3}]}""")]
    [InlineData("product-review.json", """{"product":"p1","rating":5,"at":"2026-01-02T03:04:05Z","order":"1001","buyer":"7","text":"Good"}""")]
    public void The_schemas_of_payloads_are_kept_by_what_we_take(string schema, string json) => Assert.Empty(Schemas.Errors(schema, JsonElement.Parse(json)));

    [Fact]
    public void The_schema_of_events_is_kept_by_what_we_send() =>
        Assert.Empty(Schemas.Errors("event.json", JsonElement.Parse(Event("e1", "order.placed", "order/1001", Order))));

    private static string Event(string id, string type, string subject, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/standard/acme/main","type":"{{type}}","subject":"{{subject}}","time":"2026-01-02T03:04:05Z","merchant":"acme","shop":"main","datacontenttype":"application/json","data":{{data}}}""";

    private async Task<Answer> WebhookAsync(string type, string subject, string data)
    {
        var id = Guid.NewGuid().ToString();
        var body = Event(id, type, subject, data);
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/standard/acme/main") { Content = Json(body) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"))));
        return await SendAsync(request);
    }

    private async Task IdleAsync()
    {
        while ((await AsOperatorAsync(HttpMethod.Get, "/api/stats")).Json.GetProperty("backlog").GetInt64() > 0)
            await Task.Yield();
    }

    private async Task<Answer> AsOperatorAsync(HttpMethod method, string path, string? body = null) =>
        await Answer.OfAsync(await _app.AsOperatorAsync(method, path, body is null ? null : Json(body)));

    private Task<Answer> BearerAsync(string token, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return SendAsync(request);
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request) => await Answer.OfAsync(await _app.Client.SendAsync(request));

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>As a shop's page would sign it, without any library of ours.</summary>
    private static string BuyerToken(string buyer)
    {
        var head = Base64Url("""{"alg":"HS256","typ":"JWT"}"""u8);
        var payload = Base64Url(Encoding.UTF8.GetBytes($$"""{"sub":"{{buyer}}","shop":"acme/main","exp":{{TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds()}}}"""));
        return $"{head}.{payload}.{Base64Url(HMACSHA256.HashData("a-buyers-secret-of-at-least-32-characters"u8, Encoding.ASCII.GetBytes($"{head}.{payload}")))}";
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private sealed record Answer(HttpStatusCode Status, JsonElement Json)
    {
        public static async Task<Answer> OfAsync(HttpResponseMessage reply) => new(reply.StatusCode, JsonElement.Parse(await reply.Content.ReadAsStringAsync()));
    }
}
