using MerchantOps.Brushing;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Looks every night for orders that were placed to make a listing look wanted, and opens cases.</summary>
internal static class DetectBrushing
{
    public static Task RunAsync(TimerTick tick, IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<BrushingJobs>().StartAsync(ct);
}
