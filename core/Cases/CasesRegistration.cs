using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Cases;

public static class CasesRegistration
{
    /// <summary>Needs storage, streaming, fraud and orders.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseStore>()
        .AddSingleton<CaseVerdicts>()
        .AddSingleton<CaseBook>()
        .AddSingleton<LinkedCases>()
        .AddSingleton<ICaseBook>(s => s.GetRequiredService<CaseBook>());
}
