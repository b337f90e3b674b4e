using System.Net;
using System.Text;
using System.Text.Json;
using MerchantOps.Functions.Hosting;
using MerchantOps.Tests.Functions.Hosting;
using MerchantOps.Tests.Functions.Schemas;

namespace MerchantOps.Tests.Functions;

/// <summary>Rules through the real doors. Every reply keeps its published schema.</summary>
public sealed class RuleDoorTests : IAsyncLifetime
{
    private const string Rules = "version: 900\nrules:\n- code: all-stop\n  when: amount > 1\n  outcome: review\n  text: {en: e, zh: z}\n";

    private static readonly JsonSchema Schemas = JsonSchema.OfDocs();

    private RunningApp _app = null!;

    public async Task InitializeAsync() => _app = await RunningApp.LocalAsync(FunctionTable.Shipped);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Rules_are_shown_replaced_and_resumed()
    {
        var (_, shipped) = await SendAsync(HttpMethod.Get, "/api/fraud/rules");
        var (status, put) = await SendAsync(HttpMethod.Put, "/api/fraud/rules", Rules);
        var (_, resumed) = await SendAsync(HttpMethod.Post, "/api/fraud/rules/all-stop/resume");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All([shipped, put, resumed], reply => Assert.Empty(Schemas.Errors("rules.json", reply)));
        Assert.Equal((900, "all-stop"), (put.GetProperty("version").GetInt32(), put.GetProperty("rules")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_rule_set_is_tried_on_the_past()
    {
        var (status, report) = await SendAsync(HttpMethod.Post, "/api/fraud/rules/backtest?days=1", Rules);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(Schemas.Errors("rules-backtest.json", report));
    }

    [Theory]
    [InlineData("PUT", "/api/fraud/rules", "version: 1", 422)]
    [InlineData("PUT", "/api/fraud/rules", "", 400)]
    [InlineData("PUT", "/api/fraud/rules", "version: 1\nrules:\n- code: a-rule\n  when: amount > 1\n  score: 1\n  text: {en: e, zh: z}", 409)]
    [InlineData("POST", "/api/fraud/rules/none/resume", null, 404)]
    [InlineData("POST", "/api/fraud/rules/backtest?days=x", Rules, 400)]
    [InlineData("POST", "/api/fraud/rules/backtest?days=0", Rules, 400)]
    [InlineData("POST", "/api/fraud/rules/backtest", "a: [", 422)]
    public async Task Broken_requests_are_refused_clearly(string method, string path, string? body, int expected)
    {
        await SendAsync(HttpMethod.Get, "/api/fraud/rules");

        var (status, problem) = await SendAsync(new HttpMethod(method), path, body);

        Assert.Equal(expected, (int)status);
        Assert.Empty(Schemas.Errors("problem.json", problem));
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        var reply = await _app.AsOperatorAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/yaml"));
        return (reply.StatusCode, JsonElement.Parse(await reply.Content.ReadAsStringAsync()));
    }
}
