using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>What the server can show of the orders it was sent.</summary>
/// <param name="Stored">Orders found through the API.</param>
/// <param name="Decided">Those of them that have a decision.</param>
internal readonly record struct OrderAudit(int Stored, int Decided)
{
    /// <summary>Reads every order of the merchants.</summary>
    public static async Task<OrderAudit> OfAsync(OperatorApi api, IEnumerable<string> merchants, CancellationToken ct)
    {
        var (stored, decided) = (0, 0);
        foreach (var merchant in merchants)
            await foreach (var order in api.OrdersAsync(merchant, ct))
            {
                stored++;
                decided += order.Decision is null ? 0 : 1;
            }

        return new OrderAudit(stored, decided);
    }
}
