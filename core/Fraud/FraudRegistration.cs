using MerchantOps.Fraud.Signals;
using System.Security.Cryptography;
using MerchantOps.Fraud.Training;
using MerchantOps.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Fraud;

public static class FraudRegistration
{
    /// <summary>Needs the setting <c>Secrets:MasterKey</c> (base64, 32 bytes), from which the key of the personal hashes is derived.</summary>
    public static IServiceCollection AddFraud(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => new PersonalHash(HashKeyOf(configuration["Secrets:MasterKey"])))
        .AddSingleton(s => new ActiveFraudModel(s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IActiveFraudModel>(s => s.GetRequiredService<ActiveFraudModel>())
        .AddSingleton<DecisionPolicies>()
        .AddSingleton<IDecisionPolicies>(s => s.GetRequiredService<DecisionPolicies>())
        .AddSingleton<OrderAssessor>()
        .AddSingleton<TrainingSet>()
        .AddSingleton<FraudModelTrainer>();

    private static byte[] HashKeyOf(string? masterKey)
    {
        if (string.IsNullOrEmpty(masterKey))
            throw new InvalidOperationException("The setting Secrets:MasterKey is missing: set 32 random bytes in base64.");
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(masterKey), 32, info: "personal-hash"u8.ToArray());
    }
}
