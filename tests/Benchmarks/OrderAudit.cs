using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>What the server can show of the orders it was sent.</summary>
/// <param name="Stored">Orders found through the API.</param>
/// <param name="Decided">Those of them that have a decision with a reason.</param>
/// <param name="ByModel">Those that a learned model had a part in.</param>
/// <param name="Stopped">Those to be reviewed or declined.</param>
internal readonly record struct OrderAudit(int Stored, int Decided, int ByModel, int Stopped)
{
    /// <summary>Reads every order of the merchants.</summary>
    public static async Task<OrderAudit> OfAsync(OperatorApi api, IEnumerable<string> merchants, CancellationToken ct)
    {
        var audit = default(OrderAudit);
        foreach (var merchant in merchants)
            await foreach (var order in api.OrdersAsync(merchant, ct))
                audit = audit.With(order);
        return audit;
    }

    private OrderAudit With(OrderView order) => new(
        Stored + 1, Decided + (order.Decision is { Reasons.Count: > 0 } ? 1 : 0), ByModel + (order.Decision?.Model is null ? 0 : 1),
        Stopped + (order.Decision is { Outcome: not Outcome.Approve } ? 1 : 0));
}
