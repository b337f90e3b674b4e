using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;
using MerchantOps.Shops;

namespace MerchantOps.Functions;

/// <summary>Lists a merchant's orders, all or of one outcome, page by page.</summary>
internal static class ListOrders
{
    public static async Task RunAsync(HttpContext context)
    {
        var merchant = context.RouteText("merchant");
        context.Caller().DemandMerchant(merchant);
        var filter = new OrderFilter(OutcomeOf(context.QueryText("outcome")), context.PageLimit(), context.PageAfter());

        var page = await context.RequestServices.GetRequiredService<OrderQueries>()
            .ListAsync(ShopId.ParseMerchant(merchant), filter, context.Language(), context.RequestAborted);

        await Reply.JsonAsync(context, page, OrderJson.Default.OrderPage);
    }

    private static Outcome? OutcomeOf(string? text) => text switch
    {
        null => null,
        "approve" => Outcome.Approve,
        "review" => Outcome.Review,
        "decline" => Outcome.Decline,
        _ => throw new InvalidInputException("invalid-outcome", "outcome must be approve, review or decline."),
    };
}
