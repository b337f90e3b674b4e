namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>How hard the fault run is. The same plan sends the same events; only the moments of the kills differ by the machine's pace.</summary>
/// <param name="Events">Webhooks at least.</param>
/// <param name="Kills">SIGKILLs in all.</param>
/// <param name="Limit">The run fails when it takes longer.</param>
internal sealed record FaultPlan(int Seed, int Merchants, int Events, int Kills, TimeSpan Limit)
{
    public const double Duplicates = 0.01, Poison = 0.001, Reordered = 0.05;

    private const string FullSwitch = "MERCHANTOPS_FULL_FAULTS";

    private static readonly FaultPlan Short = new(1, 24, 15_000, 6, TimeSpan.FromMinutes(6)), Full = new(2, 48, 100_000, 24, TimeSpan.FromMinutes(45));

    /// <summary>The full run when <c>MERCHANTOPS_FULL_FAULTS=1</c>, else the short one.</summary>
    public static FaultPlan Chosen => Environment.GetEnvironmentVariable(FullSwitch) == "1" ? Full : Short;
}
