using MerchantOps.Access;
using MerchantOps.Brushing;
using MerchantOps.Cases;
using MerchantOps.Fraud;
using MerchantOps.Ingestion;
using MerchantOps.Orders;
using MerchantOps.Reviews;
using MerchantOps.Shops;
using MerchantOps.Storage;
using MerchantOps.Streaming;
using MerchantOps.Webhooks;

namespace MerchantOps.Functions.Hosting;

/// <summary>Everything of <c>core</c> that the doors call.</summary>
internal static class Capabilities
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAccess(configuration);
        services.AddStorage(configuration);
        services.AddStreaming(configuration);
        services.AddFraud(configuration);
        services.AddOrders();
        services.AddReviews();
        services.AddCases();
        services.AddIngestion();
        services.AddBrushing();
        services.AddShops(configuration);
        services.AddWebhooks(configuration);
    }
}
