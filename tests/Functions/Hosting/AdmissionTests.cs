using System.Net;
using MerchantOps.Access;
using MerchantOps.Functions.Hosting;
using MerchantOps.Tests.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>Who gets in at which kind of route, in either mode.</summary>
public sealed class AdmissionTests : IDisposable
{
    private readonly ScriptRoot _root = new ScriptRoot()
        .Http("Hook", "post", "hook/{merchant}/{shop}", "anonymous").Http("Open", "get", "open", "anonymous").Http("Shut", "get", "shut", "function");

    private static FunctionTable Table => new(
        [
            new("Hook", "POST", "hook/{merchant}/{shop}", CallerKind.Platform, NameCallerAsync),
            new("Open", "GET", "open", CallerKind.Anyone, NameCallerAsync),
            new("Shut", "GET", "shut", CallerKind.Operator, NameCallerAsync),
        ],
        [],
        []);

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task In_the_local_host_a_key_route_needs_the_operator_key()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path);

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync("/shut")).StatusCode);
        Assert.Equal("operator", await (await app.AsOperatorAsync(HttpMethod.Get, "/shut")).Content.ReadAsStringAsync());
        Assert.Equal("operator", await app.Client.GetStringAsync("/shut?code=" + app.OperatorKey));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync("/shut?code=wrong")).StatusCode);
    }

    [Fact]
    public async Task In_the_local_host_nobody_is_believed_to_have_signed_in_elsewhere()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path);

        Assert.Equal("operator", await SendAsync(app, "/shut", ("x-functions-key", app.OperatorKey), ("X-MS-CLIENT-PRINCIPAL-NAME", "mallory")));
    }

    [Fact]
    public async Task Behind_the_host_a_key_route_was_guarded_already_and_only_needs_a_name()
    {
        await using var app = await RunningApp.HandlerAsync(Table);

        Assert.Equal("operator", await app.Client.GetStringAsync("/shut"));
        Assert.Equal("ada", await SendAsync(app, "/shut", ("X-MS-CLIENT-PRINCIPAL-NAME", "ada")));
        Assert.Equal("grace", await SendAsync(app, "/shut", ("X-MS-CLIENT-PRINCIPAL-NAME", "ada"), ("x-operator", "grace")));
    }

    [Fact]
    public async Task Behind_the_host_an_open_route_still_asks_for_the_operator_key()
    {
        await using var app = await RunningApp.HandlerAsync(Table);

        Assert.Equal("a visitor", await SendAsync(app, "/open", ("X-MS-CLIENT-PRINCIPAL-NAME", "mallory"), ("x-operator", "mallory")));
        Assert.Equal("ada", await SendAsync(app, "/open", ("x-functions-key", app.OperatorKey), ("x-operator", "ada")));
    }

    [Fact]
    public async Task A_merchant_comes_in_by_token()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path);
        var token = app.Services.GetRequiredService<MerchantTokens>().Issue("acme", TimeSpan.FromMinutes(5)).Token;

        Assert.Equal("acme", await SendAsync(app, "/open", ("Authorization", "Bearer " + token)));
    }

    [Fact]
    public async Task A_merchant_does_not_open_an_operators_route()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path);
        var token = app.Services.GetRequiredService<MerchantTokens>().Issue("acme", TimeSpan.FromMinutes(5)).Token;
        var request = new HttpRequestMessage(HttpMethod.Get, "/shut");
        request.Headers.Add("Authorization", "Bearer " + token);

        Assert.Equal(HttpStatusCode.Forbidden, (await app.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Wrong_credentials_do_not_fall_back_to_a_visitor()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path);
        var request = new HttpRequestMessage(HttpMethod.Get, "/open");
        request.Headers.Add("Authorization", "Bearer wrong");

        var reply = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Equal("Bearer", reply.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Visitors_who_come_too_often_are_told_when_to_come_again()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path, new ManualTime(), ("RateLimits:Visitor", "0.5"), ("RateLimits:BurstSeconds", "4"));
        await app.Client.GetAsync("/open");
        await app.Client.GetAsync("/open");

        var reply = await app.Client.GetAsync("/open");

        Assert.Equal(HttpStatusCode.TooManyRequests, reply.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), reply.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await app.AsOperatorAsync(HttpMethod.Get, "/open")).StatusCode);
    }

    [Fact]
    public async Task In_the_local_host_a_client_cannot_make_itself_another_by_a_header()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path, new ManualTime(), ("RateLimits:Visitor", "1"), ("RateLimits:BurstSeconds", "1"));
        await SendAsync(app, "/open", ("X-Forwarded-For", "1.1.1.1"));

        Assert.Contains("too-many-requests", await SendAsync(app, "/open", ("X-Forwarded-For", "2.2.2.2")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_the_host_clients_are_told_apart_by_the_last_forwarded_address()
    {
        await using var app = await RunningApp.HandlerAsync(Table, null, new ManualTime(), ("RateLimits:Visitor", "1"), ("RateLimits:BurstSeconds", "1"));
        await SendAsync(app, "/open", ("X-Forwarded-For", "9.9.9.9, 1.1.1.1:4711"));

        Assert.Equal("a visitor", await SendAsync(app, "/open", ("X-Forwarded-For", "1.1.1.1, 2.2.2.2:4712")));
        Assert.Contains("too-many-requests", await SendAsync(app, "/open", ("X-Forwarded-For", "1.1.1.1:4713")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_are_limited_by_shop_and_whatever_else_they_carry_is_left_to_their_signature()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path, new ManualTime(), ("RateLimits:Webhook", "1"), ("RateLimits:BurstSeconds", "1"));
        var request = new HttpRequestMessage(HttpMethod.Post, "/hook/acme/main");
        request.Headers.Add("Authorization", "Bearer of the platform's own");

        Assert.Equal(HttpStatusCode.OK, (await app.Client.SendAsync(request)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await app.Client.PostAsync("/hook/acme/main", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.PostAsync("/hook/acme/other", null)).StatusCode);
    }

    [Fact]
    public async Task A_function_that_is_disabled_is_not_there()
    {
        await using var app = await RunningApp.LocalAsync(Table, _root.Path, null, ("AzureWebJobs_Open_Disabled", "true"));

        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/open")).StatusCode);
    }

    private static Task NameCallerAsync(HttpContext context) => context.Response.WriteAsync(context.Caller() switch
    {
        OperatorPrincipal known => known.Name,
        MerchantPrincipal merchant => merchant.Id,
        _ => "a visitor",
    });

    private static async Task<string> SendAsync(RunningApp app, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        var reply = await app.Client.SendAsync(request);
        return await reply.Content.ReadAsStringAsync();
    }
}
