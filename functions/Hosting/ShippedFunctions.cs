namespace MerchantOps.Functions.Hosting;

internal sealed partial record FunctionTable
{
    /// <summary>What this program serves.</summary>
    public static readonly FunctionTable Shipped = new(
        Http:
        [
            new("GetHealth", "GET", "api/health", CallerKind.Anyone, GetHealth.RunAsync),
            new("GetOpenApi", "GET", "api/openapi.json", CallerKind.Anyone, GetOpenApi.RunAsync),
            new("IssueToken", "POST", "api/merchants/{merchant}/tokens", CallerKind.Operator, IssueToken.RunAsync),
        ],
        Events: [],
        Timers: []);
}
