namespace MerchantOps.Functions.Hosting;

internal sealed partial record FunctionTable
{
    /// <summary>What this program serves.</summary>
    public static readonly FunctionTable Shipped = new(
        Http:
        [
            new("ActivateModel", "POST", "api/fraud/models/{version}/activate", CallerKind.Operator, ActivateModel.RunAsync),
            new("AppealOrder", "POST", "api/orders/{merchant}/{order}/appeal", CallerKind.Anyone, AppealOrder.RunAsync),
            new("AssignCase", "PUT", "api/cases/{merchant}/{case}/assignee", CallerKind.Operator, AssignCase.RunAsync),
            new("BacktestRules", "POST", "api/fraud/rules/backtest", CallerKind.Operator, BacktestRules.RunAsync),
            new("ConnectShop", "PUT", "api/merchants/{merchant}/shops/{shop}", CallerKind.Anyone, ConnectShop.RunAsync),
            new("DecideCase", "POST", "api/cases/{merchant}/{case}/decide", CallerKind.Operator, DecideCase.RunAsync),
            new("GetCase", "GET", "api/cases/{merchant}/{case}", CallerKind.Operator, GetCase.RunAsync),
            new("GetHealth", "GET", "api/health", CallerKind.Anyone, GetHealth.RunAsync),
            new("GetModel", "GET", "api/fraud/models/{version}", CallerKind.Operator, GetModel.RunAsync),
            new("GetOpenApi", "GET", "api/openapi.json", CallerKind.Anyone, GetOpenApi.RunAsync),
            new("GetOrder", "GET", "api/orders/{merchant}/{order}", CallerKind.Anyone, GetOrder.RunAsync),
            new("GetPolicy", "GET", "api/merchants/{merchant}/policy", CallerKind.Anyone, GetPolicy.RunAsync),
            new("GetQuarantined", "GET", "api/quarantine/{id}", CallerKind.Operator, GetQuarantined.RunAsync),
            new("GetRules", "GET", "api/fraud/rules", CallerKind.Operator, GetRules.RunAsync),
            new("GetShop", "GET", "api/merchants/{merchant}/shops/{shop}", CallerKind.Anyone, GetShop.RunAsync),
            new("GetStats", "GET", "api/stats", CallerKind.Operator, GetStats.RunAsync),
            new("IssueToken", "POST", "api/merchants/{merchant}/tokens", CallerKind.Operator, IssueToken.RunAsync),
            new("ListCases", "GET", "api/cases", CallerKind.Operator, ListCases.RunAsync),
            new("ListModels", "GET", "api/fraud/models", CallerKind.Operator, ListModels.RunAsync),
            new("ListOrders", "GET", "api/orders/{merchant}", CallerKind.Anyone, ListOrders.RunAsync),
            new("ListQuarantine", "GET", "api/quarantine", CallerKind.Operator, ListQuarantine.RunAsync),
            new("MendQuarantined", "PUT", "api/quarantine/{id}", CallerKind.Operator, MendQuarantined.RunAsync),
            new("OpenCase", "POST", "api/cases", CallerKind.Operator, OpenCase.RunAsync),
            new("PutRules", "PUT", "api/fraud/rules", CallerKind.Operator, PutRules.RunAsync),
            new("ReceiveWebhook", "POST", "api/webhooks/{platform}/{merchant}/{shop}", CallerKind.Platform, ReceiveWebhook.RunAsync),
            new("ReplayQuarantined", "POST", "api/quarantine/{id}/replay", CallerKind.Operator, ReplayQuarantined.RunAsync),
            new("ReplayDecision", "GET", "api/orders/{merchant}/{order}/replay", CallerKind.Anyone, ReplayDecision.RunAsync),
            new("ReviewOrder", "POST", "api/orders/{merchant}/{order}/review", CallerKind.Anyone, ReviewOrder.RunAsync),
            new("ResumeRule", "POST", "api/fraud/rules/{code}/resume", CallerKind.Operator, ResumeRule.RunAsync),
            new("ScoreOrder", "POST", "api/orders/score", CallerKind.Anyone, ScoreOrder.RunAsync),
            new("SetPolicy", "PUT", "api/merchants/{merchant}/policy", CallerKind.Anyone, SetPolicy.RunAsync),
            new("SuppressEntity", "POST", "api/orders/{merchant}/{order}/suppressions", CallerKind.Operator, SuppressEntity.RunAsync),
        ],
        Events: [new("IngestEvents", IngestEvents.RunAsync)],
        Timers:
        [
            new("ContinueJobs", ContinueJobs.RunAsync),
            new("DetectBrushing", DetectBrushing.RunAsync),
            new("DrainParked", DrainParked.RunAsync),
            new("RetrainFraudModel", RetrainFraudModel.RunAsync),
        ]);
}
