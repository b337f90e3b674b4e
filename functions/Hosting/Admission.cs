using System.Net;
using MerchantOps.Access;
using MerchantOps.Errors;

namespace MerchantOps.Functions.Hosting;

/// <summary>Proves and limits the callers of one HTTP function before its door opens. Thread-safe.</summary>
internal sealed class Admission(AccessGate gate, RateLimits limits, HostMode mode)
{
    /// <exception cref="UnauthenticatedException">The credentials are wrong, or the route needs some.</exception>
    /// <exception cref="TooManyRequestsException">The caller comes too often.</exception>
    public async Task AdmitAsync(HttpContext context, CallerKind expected)
    {
        if (expected == CallerKind.Platform)
        {
            limits.Take(CallerClass.Webhook, $"{context.RouteText("merchant")}/{context.RouteText("shop")}");
            return;
        }

        var principal = await ProveAsync(context, expected);
        switch (principal)
        {
            case VisitorPrincipal:
                limits.Take(CallerClass.Visitor, AddressOf(context));
                break;
            case MerchantPrincipal merchant:
                limits.Take(CallerClass.Merchant, merchant.Id);
                break;
            case BuyerPrincipal buyer:
                limits.Take(CallerClass.Merchant, buyer.Merchant);
                break;
        }

        if (expected == CallerKind.Operator)
            principal.DemandOperator();
        context.Features.Set(principal);
    }

    private async Task<Principal> ProveAsync(HttpContext context, CallerKind expected)
    {
        var headers = context.Request.Headers;
        var key = headers["x-functions-key"] is [{ Length: > 0 } sent] ? sent : context.Request.Query["code"].ToString();
        var name = headers["x-operator"] is [{ Length: > 0 } given] ? given : SignedInName(headers);
        try
        {
            return await gate.ProveAsync(
                new Credentials(headers.Authorization, key, name, mode == HostMode.Handler && expected == CallerKind.Operator), context.RequestAborted);
        }
        catch (UnauthenticatedException)
        {
            limits.Take(CallerClass.Visitor, AddressOf(context));
            throw;
        }
    }

    /// <summary>Azure's sign-in sets this header, and takes it away from callers; elsewhere anybody could set it.</summary>
    private string? SignedInName(IHeaderDictionary headers) => mode == HostMode.Handler ? headers["X-MS-CLIENT-PRINCIPAL-NAME"].ToString() : null;

    /// <summary>
    /// The client's address. Behind the Functions host it is the last one of X-Forwarded-For, the only one that no client can invent;
    /// in the local host that header is anybody's word.
    /// </summary>
    private string AddressOf(HttpContext context)
    {
        var forwarded = mode == HostMode.Handler ? context.Request.Headers["X-Forwarded-For"].ToString() : "";
        var last = forwarded[(forwarded.LastIndexOf(',') + 1)..].Trim();
        return IPEndPoint.TryParse(last, out var client) ? client.Address.ToString() : context.Connection.RemoteIpAddress?.ToString() ?? "";
    }
}
