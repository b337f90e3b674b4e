using System.Globalization;
using MerchantOps.Errors;

namespace MerchantOps.Functions.Hosting;

/// <summary>Outermost middleware: the one place where failures become answers. Ours are logged, the caller's are not.</summary>
internal sealed class ProblemMapping(ILogger<ProblemMapping> logger)
{
    private const int ClientClosedRequest = 499;
    private const int UnavailableRetrySeconds = 5;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var clientGone = context.RequestAborted;
        try
        {
            await next(context);
            if (!context.Response.HasStarted && Bare(context.Response.StatusCode) is { } problem)
                await problem.WriteAsync(context);
        }
        catch (Exception) when (clientGone.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
                context.Response.StatusCode = ClientClosedRequest;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e);
        }
    }

    private Task AnswerAsync(HttpContext context, Exception e)
    {
        context.Response.Clear();
        switch (e)
        {
            case TooManyRequestsException limited:
                RetryAfter(context, (int)Math.Ceiling(limited.RetryAfter.TotalSeconds));
                return new Problem(limited.Status, limited.Code, limited.Message).WriteAsync(context);
            case MerchantOpsException refused:
                if (refused.Status == StatusCodes.Status401Unauthorized)
                    context.Response.Headers.WWWAuthenticate = "Bearer";
                return new Problem(refused.Status, refused.Code, refused.Message).WriteAsync(context);
            case UnavailableException unavailable:
                logger.LogWarning("{Method} {Path} {TraceId}: {Dependency} unavailable: {Message}",
                    context.Request.Method, context.Request.Path, Problem.TraceId(context), unavailable.Dependency, unavailable.Message);
                RetryAfter(context, UnavailableRetrySeconds);
                return new Problem(StatusCodes.Status503ServiceUnavailable, "unavailable", "This cannot be done right now; try again.").WriteAsync(context);
            case BadHttpRequestException bad:
                return new Problem(bad.StatusCode, "bad-request", "The request is not valid HTTP, or its body broke off.").WriteAsync(context);
            default:
                logger.LogError(e, "{Method} {Path} {TraceId} failed", context.Request.Method, context.Request.Path, Problem.TraceId(context));
                return new Problem(StatusCodes.Status500InternalServerError, "internal-error", "This failed on our side; the trace id finds it in our logs.").WriteAsync(context);
        }
    }

    /// <summary>What routing refused without a body.</summary>
    private static Problem? Bare(int status) => status switch
    {
        StatusCodes.Status404NotFound => new Problem(status, "route-not-found", "There is nothing at this address; /api/openapi.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => new Problem(status, "method-not-allowed", "This address does not take this method; the header Allow lists those it takes."),
        _ => null,
    };

    private static void RetryAfter(HttpContext context, int seconds) =>
        context.Response.Headers.RetryAfter = Math.Max(1, seconds).ToString(CultureInfo.InvariantCulture);
}
