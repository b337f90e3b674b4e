using MerchantOps.Brushing;
using MerchantOps.Cases;
using MerchantOps.Fraud.Training;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions;

/// <summary>Carries on what was asked for and not finished: verdicts on cases, and long jobs.</summary>
internal static class ContinueJobs
{
    public static async Task RunAsync(TimerTick tick, IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<CaseVerdicts>().ContinueAsync(ct);
        await services.GetRequiredService<FraudModelTrainer>().ContinueAsync(ct);
        await services.GetRequiredService<BrushingJobs>().ContinueAsync(ct);
    }
}
