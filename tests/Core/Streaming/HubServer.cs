using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Tests.Core.Streaming;

/// <summary>
/// An event hub on a local socket that refuses what the real one refuses: wrong address, version, type, signature, expiry, properties,
/// form or size. Written from the service's documentation alone, without the publisher's code.
/// </summary>
internal sealed class HubServer : IAsyncDisposable
{
    public const string Hub = "orders", KeyName = "sender", Key = "c2VjcmV0LWtleS1vZi10aGUtdGVzdHM=";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;

    private HubServer(WebApplication app, TimeProvider time) => (_app, _time) = (app, time);

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public int MaxBytes { get; set; } = 1_048_576;

    /// <summary>A token that is accepted instead of a signature.</summary>
    public string? BearerToken { get; set; }

    /// <summary>Each takes one request and answers it, before anything is looked at; true ends the request.</summary>
    public ConcurrentQueue<Func<HttpContext, Task<bool>>> Faults { get; } = [];

    /// <summary>Bodies by partition key, in order of arrival.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<byte[]>> Taken { get; } = [];

    public ConcurrentQueue<string> Authorizations { get; } = [];

    public int Requests { get; private set; }

    public static async Task<HubServer> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new HubServer(builder.Build(), time);
        server._app.Run(server.ServeAsync);
        await server._app.StartAsync();
        return server;
    }

    public IReadOnlyList<string> TextsOf(string key) => Taken.TryGetValue(key, out var bodies) ? [.. bodies.Select(Encoding.UTF8.GetString)] : [];

    public void Fail(HttpStatusCode status, string? retryAfter = null) => Faults.Enqueue(context =>
    {
        context.Response.StatusCode = (int)status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.FromResult(true);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        Requests++;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (Faults.TryDequeue(out var fault) && await fault(context))
            return;

        var (status, detail) = Take(context.Request, body.ToArray());
        context.Response.StatusCode = (int)status;
        if (status != HttpStatusCode.Created)
            await context.Response.WriteAsync($"<Error><Code>{(int)status}</Code><Detail>{detail}</Detail></Error>");
    }

    private (HttpStatusCode Status, string Detail) Take(HttpRequest request, byte[] body)
    {
        if (request.Method != "POST" || request.Path != $"/{Hub}/messages")
            return (HttpStatusCode.NotFound, "no such hub");
        if (request.Query["api-version"] != "2014-01")
            return (HttpStatusCode.BadRequest, "api-version");
        if (!IsAuthorized(request.Headers.Authorization.ToString()))
            return (HttpStatusCode.Unauthorized, "token");
        if (body.Length > MaxBytes)
            return (HttpStatusCode.RequestEntityTooLarge, "the maximum message size has been exceeded");
        if (JsonDocument.Parse(request.Headers["BrokerProperties"].ToString()).RootElement.GetProperty("PartitionKey").GetString() is not { Length: > 0 and <= 128 } key)
            return (HttpStatusCode.BadRequest, "partition key");

        return request.ContentType switch
        {
            "application/vnd.microsoft.servicebus.json" => TakeBatch(key, body),
            "application/atom+xml; type=entry; charset=utf-8" => TakeOne(key, body),
            _ => (HttpStatusCode.BadRequest, "content type"),
        };
    }

    private (HttpStatusCode Status, string Detail) TakeBatch(string key, byte[] body)
    {
        using var batch = JsonDocument.Parse(body);
        var messages = batch.RootElement.EnumerateArray().ToList();
        if (messages.Count == 0 || messages.Exists(message => message.GetProperty("Body").ValueKind != JsonValueKind.String))
            return (HttpStatusCode.BadRequest, "body is not a string");
        if (messages.Exists(message => message.GetProperty("BrokerProperties").GetProperty("PartitionKey").GetString() != key))
            return (HttpStatusCode.BadRequest, "a batch has one partition key");

        foreach (var message in messages)
            TakeOne(key, Encoding.UTF8.GetBytes(message.GetProperty("Body").GetString()!));
        return (HttpStatusCode.Created, "");
    }

    private (HttpStatusCode Status, string Detail) TakeOne(string key, byte[] body)
    {
        Taken.GetOrAdd(key, _ => []).Enqueue(body);
        return (HttpStatusCode.Created, "");
    }

    private bool IsAuthorized(string authorization)
    {
        Authorizations.Enqueue(authorization);
        return BearerToken is null ? IsSigned(authorization) : authorization == "Bearer " + BearerToken;
    }

    private bool IsSigned(string authorization)
    {
        const string Scheme = "SharedAccessSignature ";
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal))
            return false;

        var parts = authorization[Scheme.Length..].Split('&').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Key));
        var signature = hmac.ComputeHash(Encoding.UTF8.GetBytes($"{parts["sr"]}\n{parts["se"]}"));
        return parts["skn"] == KeyName
            && $"{Address}/{Hub}/messages".StartsWith(WebUtility.UrlDecode(parts["sr"]), StringComparison.Ordinal)
            && Convert.ToBase64String(signature) == WebUtility.UrlDecode(parts["sig"])
            && DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts["se"], CultureInfo.InvariantCulture)) > _time.GetUtcNow();
    }
}
