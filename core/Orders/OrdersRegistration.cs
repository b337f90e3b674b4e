using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Orders;

public static class OrdersRegistration
{
    public static IServiceCollection AddOrders(this IServiceCollection services) =>
        services.AddSingleton<OrderViews>().AddSingleton<OrderQueries>().AddSingleton<OrderFinder>().AddSingleton<OrderScoring>();
}
