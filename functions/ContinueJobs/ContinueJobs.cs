using MerchantOps.Fraud.Training;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Carries on long jobs that were asked for and not finished.</summary>
internal static class ContinueJobs
{
    public static Task RunAsync(TimerTick tick, IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<FraudModelTrainer>().ContinueAsync(ct);
}
