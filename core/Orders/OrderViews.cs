using MerchantOps.Fraud;

namespace MerchantOps.Orders;

/// <summary>Shows orders as callers see them, reasons in words. Thread-safe.</summary>
public sealed class OrderViews(ReasonWriter reasons)
{
    public async ValueTask<OrderView> OfAsync(OrderRecord record, Language language, CancellationToken ct) =>
        OrderView.Of(record, record.Decision is { } decision ? await reasons.WriteAsync(decision, language, ct) : []);
}
