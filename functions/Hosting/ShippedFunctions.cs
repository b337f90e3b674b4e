namespace MerchantOps.Functions.Hosting;

internal sealed partial record FunctionTable
{
    /// <summary>What this program serves.</summary>
    public static readonly FunctionTable Shipped = new(
        Http:
        [
            new("ConnectShop", "PUT", "api/merchants/{merchant}/shops/{shop}", CallerKind.Anyone, ConnectShop.RunAsync),
            new("GetHealth", "GET", "api/health", CallerKind.Anyone, GetHealth.RunAsync),
            new("GetOpenApi", "GET", "api/openapi.json", CallerKind.Anyone, GetOpenApi.RunAsync),
            new("GetShop", "GET", "api/merchants/{merchant}/shops/{shop}", CallerKind.Anyone, GetShop.RunAsync),
            new("IssueToken", "POST", "api/merchants/{merchant}/tokens", CallerKind.Operator, IssueToken.RunAsync),
            new("ReceiveWebhook", "POST", "api/webhooks/{platform}/{merchant}/{shop}", CallerKind.Platform, ReceiveWebhook.RunAsync),
        ],
        Events: [],
        Timers: []);
}
