using MerchantOps.Cases;
using MerchantOps.Functions.Hosting;
using MerchantOps.Orders;

namespace MerchantOps.Functions;

/// <summary>Opens a case about an order and the stopped ones it hangs together with.</summary>
internal static class OpenCase
{
    public static async Task RunAsync(HttpContext context)
    {
        var (services, ct) = (context.RequestServices, context.RequestAborted);
        var request = await RequestBody.ReadJsonAsync(context, RequestJson.Default.OpenCaseRequest);

        var order = await services.GetRequiredService<OrderFinder>().FindAsync(request.Merchant, request.Order, ct);
        var id = await services.GetRequiredService<LinkedCases>().OpenAsync(order, ct);
        var opened = await services.GetRequiredService<CaseBook>().FindAsync(request.Merchant, id, ct);

        await Reply.JsonAsync(context, CaseView.Of(opened, context.Language()), CaseJson.Default.CaseView, StatusCodes.Status201Created);
    }
}
