using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;
using MerchantOps.Reviews;

namespace MerchantOps.Functions;

/// <summary>Takes a person's verdict on an order; the reply shows the order as it will be.</summary>
internal static class ReviewOrder
{
    public static async Task RunAsync(HttpContext context)
    {
        var (merchant, ct) = (context.RouteText("merchant"), context.RequestAborted);
        context.Caller().DemandMerchant(merchant);
        var reviewer = context.Caller().DemandName();
        var request = await RequestBody.ReadJsonAsync(context, RequestJson.Default.ReviewRequest);

        var order = await context.RequestServices.GetRequiredService<OrderFinder>().FindAsync(merchant, context.RouteText("order"), ct);
        var reviewed = await context.RequestServices.GetRequiredService<ReviewDesk>().ReviewAsync(order, request, reviewer, ct);

        var view = await context.RequestServices.GetRequiredService<OrderViews>().OfAsync(reviewed, context.Language(), context.RequestAborted);
        await Reply.JsonAsync(context, view, OrderJson.Default.OrderView, StatusCodes.Status202Accepted);
    }
}
