using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MerchantOps.Cases;
using MerchantOps.Functions.Hosting;
using MerchantOps.Tests.Functions.Hosting;
using MerchantOps.Tests.Functions.Schemas;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Tests.Functions;

/// <summary>What people do to decided orders, through the real doors. Every reply keeps its published schema.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private const string BuyerSecret = "a-buyers-secret-of-at-least-32-characters";

    private const string Body =
        """{"merchant":"acme","shop":"main","order":{"id":"{id}","placedAt":"2026-01-02T03:04:05Z","total":{"amount":"40.00","currency":"USD"},"buyer":{"id":"7","email":"a@example.com"}}}""";

    private static readonly JsonSchema Schemas = JsonSchema.OfDocs();

    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await RunningApp.LocalAsync(FunctionTable.Shipped);
        await SendAsync(HttpMethod.Put, "/api/merchants/acme/shops/main", "ann", $$"""{"platform":"standard","secrets":["whsec_{{Convert.ToBase64String(new byte[32])}}"],"buyerSecret":"{{BuyerSecret}}"}""");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_policy_is_changed_in_part_and_kept()
    {
        var before = await SendAsync(HttpMethod.Get, "/api/merchants/acme/policy", "ann");
        var changed = await SendAsync(HttpMethod.Put, "/api/merchants/acme/policy", "ann", """{"margin":0.5}""");
        var after = await SendAsync(HttpMethod.Get, "/api/merchants/acme/policy", "ann");

        Assert.All((Answer[])[before, changed, after], reply => Assert.Empty(Schemas.Errors("decision-policy.json", reply.Json)));
        Assert.Equal((0, 1), (before.Json.GetProperty("version").GetInt32(), after.Json.GetProperty("version").GetInt32()));
        Assert.Equal((0.5, "ann"), (after.Json.GetProperty("margin").GetDouble(), after.Json.GetProperty("changedBy").GetString()!));
        Assert.Equal(before.Json.GetProperty("reviewCost").GetDouble(), after.Json.GetProperty("reviewCost").GetDouble());
    }

    [Fact]
    public async Task A_blocked_buyers_appeal_changes_label_and_outcome_when_another_reviewer_grants_it()
    {
        await ScoreAsync("1001");
        var stopped = await ReviewAsync("1001", "ann", "fraud");
        await IdleAsync();
        var declined = await ListAsync("decline");
        var appealed = await AppealAsync("1001", "It was me.");
        await IdleAsync();
        var waiting = await ListAsync("review");

        var refused = await ReviewAsync("1001", "ann", "good");
        var granted = await ReviewAsync("1001", "bob", "good");
        await IdleAsync();

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted), (stopped.Status, appealed.Status, granted.Status));
        Assert.Equal((HttpStatusCode.Forbidden, "another-reviewer-needed"), (refused.Status, refused.Json.GetProperty("code").GetString()!));
        Assert.Equal(["main:1001"], declined);
        Assert.Equal(["main:1001"], waiting);
        var order = (await SendAsync(HttpMethod.Get, "/api/orders/acme/1001", "ann")).Json;
        Assert.All((JsonElement[])[stopped.Json, appealed.Json, granted.Json, order], json => Assert.Empty(Schemas.Errors("order-record.json", json)));
        Assert.Equal(("approve", "appeal"), (order.GetProperty("outcome").GetString()!, order.GetProperty("label").GetProperty("source").GetString()!));
        Assert.False(order.GetProperty("label").GetProperty("fraud").GetBoolean());
        Assert.Empty((await ListAsync("review")).Concat(await ListAsync("decline")));
    }

    [Fact]
    public async Task A_buyer_does_not_see_who_said_what()
    {
        await ScoreAsync("1001");
        await ReviewAsync("1001", "ann", "fraud");
        await IdleAsync();

        var seen = (await AppealAsync("1001", "It was me.")).Json;

        Assert.Empty(Schemas.Errors("order-record.json", seen));
        Assert.Equal("review", seen.GetProperty("outcome").GetString());
        Assert.DoesNotContain("ann", seen.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_say_what_is_checked()
    {
        await ScoreAsync("1001");
        var token = (await SendAsync(HttpMethod.Post, "/api/merchants/acme/tokens", "ann", """{"expiresIn":60}""")).Json.GetProperty("token").GetString()!;

        var nameless = await SendAsync(HttpMethod.Post, "/api/orders/acme/1001/review", null, """{"verdict":"good"}""");
        var label = await BearerAsync(token, "/api/orders/acme/1001/review", """{"verdict":"fraud"}""");
        var hold = await BearerAsync(token, "/api/orders/acme/1001/review", """{"verdict":"hold"}""");
        var foreign = await BearerAsync(token, "/api/orders/bcme/1001/review", """{"verdict":"hold"}""");
        var buyer = await BearerAsync(BuyerToken("8"), "/api/orders/acme/1001/appeal", """{"text":"x"}""");

        Assert.Equal("operator-unnamed", nameless.Json.GetProperty("code").GetString());
        Assert.Equal("labels-need-reviewer", label.Json.GetProperty("code").GetString());
        Assert.Equal(("merchant/acme", HttpStatusCode.Accepted), (hold.Json.GetProperty("override").GetProperty("by").GetString()!, hold.Status));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (foreign.Status, buyer.Status));
    }

    [Fact]
    public async Task A_case_is_listed_assigned_and_decided_and_its_orders_are_labelled()
    {
        await ScoreAsync("1001");
        await ScoreAsync("1002");
        var id = await _app.Services.GetRequiredService<ICaseBook>().OpenAsync(Draft("main:1001", "main:1002"), CancellationToken.None);

        var open = await SendAsync(HttpMethod.Get, "/api/cases", "ann");
        var assigned = await SendAsync(HttpMethod.Put, $"/api/cases/acme/{id}/assignee", "ann", """{"assignee":"bob"}""");
        var decided = await SendAsync(HttpMethod.Post, $"/api/cases/acme/{id}/decide", "bob", """{"verdict":"fraud","note":"one device"}""");
        await IdleAsync();

        Assert.Equal(id, Assert.Single(open.Json.GetProperty("cases").EnumerateArray()).GetProperty("id").GetString());
        var found = await SendAsync(HttpMethod.Get, $"/api/cases/acme/{id}", "ann");
        Assert.All((Answer[])[assigned, decided, found], reply => Assert.Empty(Schemas.Errors("case.json", reply.Json)));
        Assert.Equal(("bob", "decided"), (found.Json.GetProperty("assignee").GetString()!, found.Json.GetProperty("state").GetString()!));
        Assert.Equal(["main:1002", "main:1001"], (await ListAsync("decline")).OrderDescending(StringComparer.Ordinal));
        var order = await SendAsync(HttpMethod.Get, "/api/orders/acme/1001", "ann");
        Assert.Equal(id, order.Json.GetProperty("reviews")[0].GetProperty("case").GetString());
        Assert.True(order.Json.GetProperty("label").GetProperty("fraud").GetBoolean());
    }

    [Fact]
    public async Task A_case_is_opened_about_an_order_and_those_that_share_its_device()
    {
        foreach (var (id, device) in new[] { ("1001", "d1"), ("1002", "d1"), ("1003", "d2") })
        {
            await SendAsync(HttpMethod.Post, "/api/orders/score", "ann", Body.Replace("{id}", id, StringComparison.Ordinal).Replace("\"buyer\":", "\"device\":{\"id\":\"" + device + "\"},\"buyer\":", StringComparison.Ordinal));
            await ReviewAsync(id, "ann", "hold");
        }

        await IdleAsync();

        var opened = await SendAsync(HttpMethod.Post, "/api/cases", "ann", """{"merchant":"acme","order":"1001"}""");
        var same = await SendAsync(HttpMethod.Post, "/api/cases", "ann", """{"merchant":"acme","order":"main:1002"}""");
        var alone = await SendAsync(HttpMethod.Post, "/api/cases", "ann", """{"merchant":"acme","order":"1003"}""");

        Assert.Equal(HttpStatusCode.Created, opened.Status);
        Assert.Empty(Schemas.Errors("case.json", opened.Json));
        Assert.Equal(["main:1001", "main:1002"], opened.Json.GetProperty("orders").EnumerateArray().Select(static o => o.GetString()));
        Assert.Equal(opened.Json.GetProperty("id").GetString(), same.Json.GetProperty("id").GetString());
        Assert.Equal((422, "nothing-linked"), ((int)alone.Status, alone.Json.GetProperty("code").GetString()!));
    }

    [Theory]
    [InlineData("GET", "/api/cases/acme/none", null, 404)]
    [InlineData("GET", "/api/cases?state=lost", null, 400)]
    [InlineData("GET", "/api/cases?state=decided", null, 400)]
    [InlineData("GET", "/api/cases?merchant=-", null, 400)]
    [InlineData("POST", "/api/cases/acme/none/decide", "{\"verdict\":\"fraud\"}", 404)]
    [InlineData("POST", "/api/cases/acme/none/decide", "{\"verdict\":\"perhaps\"}", 400)]
    [InlineData("POST", "/api/orders/acme/none/review", "{\"verdict\":\"good\"}", 404)]
    [InlineData("POST", "/api/orders/acme/1001/review", "{}", 400)]
    [InlineData("POST", "/api/orders/acme/1001/appeal", "{\"text\":\" \"}", 400)]
    [InlineData("PUT", "/api/merchants/acme/policy", "{\"margin\":2}", 400)]
    public async Task Broken_requests_are_refused_clearly(string method, string path, string? body, int status)
    {
        await ScoreAsync("1001");

        var reply = await SendAsync(new HttpMethod(method), path, "ann", body);

        Assert.Equal(status, (int)reply.Status);
        Assert.Empty(Schemas.Errors("problem.json", reply.Json));
    }

    [Theory]
    [InlineData("order-review.json", """{"order":"1001","verdict":"good","reviewer":"ann","at":"2026-01-02T03:04:05Z","note":"knows the street"}""")]
    [InlineData("order-appeal.json", """{"order":"1001","by":"buyer/acme/main/7","at":"2026-01-02T03:04:05Z","text":"It was me."}""")]
    public void The_schemas_of_events_of_people_are_kept(string schema, string json) => Assert.Empty(Schemas.Errors(schema, JsonElement.Parse(json)));

    private static CaseDraft Draft(params string[] orders) => new()
    {
        Merchant = "acme",
        Kind = CaseKinds.LinkedOrders,
        Key = "device/1",
        Summary = new CaseText("Two orders from one device.", "同一设备的两笔订单。"),
        Score = 0.8,
        Orders = orders,
        Evidence = [new CaseEvidence("shared-device", 0.8, new CaseText("One device.", "同一设备。"))],
    };

    private Task<Answer> ScoreAsync(string id) => SendAsync(
        HttpMethod.Post, "/api/orders/score", "ann",
        Body.Replace("{id}", id, StringComparison.Ordinal));

    private Task<Answer> ReviewAsync(string order, string reviewer, string verdict) =>
        SendAsync(HttpMethod.Post, $"/api/orders/acme/{order}/review", reviewer, $$"""{"verdict":"{{verdict}}"}""");

    private Task<Answer> AppealAsync(string order, string text) => BearerAsync(BuyerToken("7"), $"/api/orders/acme/{order}/appeal", $$"""{"text":"{{text}}"}""");

    private async Task<IReadOnlyList<string>> ListAsync(string outcome) =>
        [.. (await SendAsync(HttpMethod.Get, $"/api/orders/acme?outcome={outcome}", "ann")).Json.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("id").GetString()!)];

    private async Task IdleAsync()
    {
        while ((await SendAsync(HttpMethod.Get, "/api/stats", "ann")).Json.GetProperty("backlog").GetInt64() > 0)
            await Task.Yield();
    }

    private Task<Answer> SendAsync(HttpMethod method, string path, string? name, string? body = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-functions-key", _app.OperatorKey);
        if (name is not null)
            request.Headers.Add("x-operator", name);
        return SendAsync(request, body);
    }

    private Task<Answer> BearerAsync(string token, string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return SendAsync(request, body);
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request, string? body)
    {
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var reply = await _app.Client.SendAsync(request);
        return new Answer(reply.StatusCode, JsonElement.Parse(await reply.Content.ReadAsStringAsync()));
    }

    private static string BuyerToken(string buyer)
    {
        var head = Base64Url("""{"alg":"HS256","typ":"JWT"}"""u8);
        var payload = Base64Url(Encoding.UTF8.GetBytes($$"""{"sub":"{{buyer}}","shop":"acme/main","exp":{{TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds()}}}"""));
        return $"{head}.{payload}.{Base64Url(HMACSHA256.HashData(Encoding.UTF8.GetBytes(BuyerSecret), Encoding.ASCII.GetBytes($"{head}.{payload}")))}";
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private sealed record Answer(HttpStatusCode Status, JsonElement Json);
}
