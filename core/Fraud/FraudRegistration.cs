using System.Security.Cryptography;
using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Fraud;

public static class FraudRegistration
{
    /// <summary>Needs the setting <c>Secrets:MasterKey</c> (base64, 32 bytes), from which the key of the personal hashes is derived.</summary>
    public static IServiceCollection AddFraud(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => new PersonalHash(HashKeyOf(configuration["Secrets:MasterKey"])))
        .AddSingleton<DecisionPolicies>()
        .AddSingleton<IDecisionPolicies>(s => s.GetRequiredService<DecisionPolicies>())
        .AddSingleton(s => new RuleBook(
            s.GetRequiredService<IDocumentStore>(), RuleSet.Parse(DefaultRules.Source), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<RuleBook>>()))
        .AddSingleton<IRuleBook>(s => s.GetRequiredService<RuleBook>())
        .AddSingleton<RuleBacktest>()
        .AddSingleton<OrderAssessor>()
        .AddSingleton<DecisionState>()
        .AddSingleton<ReasonWriter>()
        .AddSingleton<DecisionReplay>()
        .AddTraining();

    private static byte[] HashKeyOf(string? masterKey)
    {
        if (string.IsNullOrEmpty(masterKey))
            throw new InvalidOperationException("The setting Secrets:MasterKey is missing: set 32 random bytes in base64.");
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(masterKey), 32, info: "personal-hash"u8.ToArray());
    }
}
