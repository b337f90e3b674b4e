using System.Globalization;
using MerchantOps.Functions.Hosting;
using MerchantOps.Webhooks;

namespace MerchantOps.Functions;

/// <summary>Takes a shop platform's webhook. A 2xx means that it is durable; the platform sends everything else again.</summary>
internal static class ReceiveWebhook
{
    public static async Task RunAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, WebhookRequest.MaxBodyBytes);
        var request = new WebhookRequest(
            context.RouteText("platform"), context.RouteText("merchant"), context.RouteText("shop"), name => HeaderOf(context, name), body);

        var result = await context.RequestServices.GetRequiredService<WebhookIntake>().ReceiveAsync(request, context.RequestAborted);

        await Reply.JsonAsync(context, WebhookReply.Of(result), ReplyJson.Default.WebhookReply, result.Status);
    }

    private static string? HeaderOf(HttpContext context, string name) => context.Request.Headers[name] is { Count: > 0 } value ? value.ToString() : null;
}

/// <param name="Outcome">accepted, ignored, ping or quarantined.</param>
/// <param name="Events">How many events were kept.</param>
/// <param name="Code">Why it was ignored or quarantined.</param>
internal sealed record WebhookReply(string Outcome, int Events, string? Code, string? Reason)
{
    public static WebhookReply Of(WebhookResult result) =>
        new(result.Outcome.ToString().ToLower(CultureInfo.InvariantCulture), result.Events, result.Code, result.Reason);
}
