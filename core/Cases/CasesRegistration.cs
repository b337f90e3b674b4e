using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Cases;

public static class CasesRegistration
{
    /// <summary>Needs storage, streaming and orders.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseStore>()
        .AddSingleton<CaseVerdicts>()
        .AddSingleton<CaseBook>()
        .AddSingleton<ICaseBook>(s => s.GetRequiredService<CaseBook>());
}
