using System.CommandLine;

namespace MerchantOps.Benchmarks;

/// <summary>
/// Measures the published program through its real doors: <c>dotnet run -c Release --project tests/Benchmarks -- NAME …</c>. Every
/// benchmark ends with one line of JSON.
/// </summary>
internal static class BenchmarkProgram
{
    private const int WrongUsage = 2;

    /// <returns>0 measured, 1 failed, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures MerchantOps as published, through its real doors.")
        {
            StartupBenchmark.Create(), IntakeBenchmark.Create(), IngestBenchmark.Create(), ScoreBenchmark.Create(), RetrainBenchmark.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync();

        foreach (var mistake in parsed.Errors)
            await Console.Error.WriteLineAsync(mistake.Message);
        return WrongUsage;
    }
}
