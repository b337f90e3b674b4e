namespace MerchantOps.Functions.Hosting;

/// <summary>Settings that the Functions host reads for a function.</summary>
internal static class FunctionSettings
{
    /// <summary>False when <c>AzureWebJobs.{function}.Disabled</c> is true; on Linux it may be written with underscores.</summary>
    public static bool IsEnabled(IConfiguration configuration, string function) =>
        !string.Equals(configuration[$"AzureWebJobs.{function}.Disabled"] ?? configuration[$"AzureWebJobs_{function}_Disabled"], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text itself, or of <c>%Name%</c> the setting; null when there is no such setting, which disables the function.</summary>
    public static string? Resolve(IConfiguration configuration, string text) =>
        text is ['%', .. var name, '%'] ? configuration[name.Replace("__", ":", StringComparison.Ordinal)] : text;
}
