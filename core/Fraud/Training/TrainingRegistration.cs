using MerchantOps.Ingestion;
using MerchantOps.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantOps.Fraud.Training;

internal static class TrainingRegistration
{
    /// <summary>Needs storage and ingestion. Settings: <c>Fraud:Training</c> and <c>Fraud:Promotion</c>.</summary>
    public static IServiceCollection AddTraining(this IServiceCollection services)
    {
        services.AddOptions<FraudTrainingOptions>().BindConfiguration(FraudTrainingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PromotionOptions>().BindConfiguration(PromotionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(static s => s.GetRequiredService<IOptions<FraudTrainingOptions>>().Value)
            .AddSingleton(static s => s.GetRequiredService<IOptions<PromotionOptions>>().Value)
            .AddSingleton<FraudModelRegistry>()
            .AddSingleton<IFraudModels>(static s => s.GetRequiredService<FraudModelRegistry>())
            .AddSingleton<ActiveFraudModel>()
            .AddSingleton<IActiveFraudModel>(static s => s.GetRequiredService<ActiveFraudModel>())
            .AddSingleton(static s => new TrainingPages(s.GetRequiredService<OrderScan>(), s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<TimeProvider>()))
            .AddSingleton<TrainingRun>()
            .AddSingleton(static s => new FraudModelTrainer(
                s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<TrainingPages>(), s.GetRequiredService<TrainingRun>(),
                s.GetRequiredService<FraudTrainingOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<FraudModelTrainer>>()));
    }
}
