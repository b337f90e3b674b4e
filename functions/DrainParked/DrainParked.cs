using MerchantOps.Functions.Hosting;
using MerchantOps.Ingestion;

namespace MerchantOps.Functions;

/// <summary>Works the events of parked merchants again, and releases those that go through.</summary>
internal static class DrainParked
{
    public static Task RunAsync(TimerTick tick, IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<ParkedDrain>().DrainAsync(ct);
}
