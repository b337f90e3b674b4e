using MerchantOps.Fraud.Training;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Learns a new fraud model every night, and swaps it in if it is better.</summary>
internal static class RetrainFraudModel
{
    public static Task RunAsync(TimerTick tick, IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<FraudModelTrainer>().StartAsync(ct);
}
