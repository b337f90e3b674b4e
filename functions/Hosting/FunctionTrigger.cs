using System.Text.Json;

namespace MerchantOps.Functions.Hosting;

/// <summary>What makes a function run.</summary>
internal abstract record FunctionTrigger
{
    /// <exception cref="InvalidDataException">A trigger of another type.</exception>
    public static FunctionTrigger Read(JsonElement binding) => binding.GetProperty("type").GetString() switch
    {
        "httpTrigger" => new HttpTrigger(
            [.. binding.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())],
            binding.GetProperty("route").GetString()!,
            binding.GetProperty("authLevel").GetString()!),
        "eventHubTrigger" => new EventHubTrigger(
            binding.GetProperty("eventHubName").GetString()!,
            binding.GetProperty("cardinality").GetString()!,
            binding.GetProperty("dataType").GetString()!),
        "timerTrigger" => new TimerTrigger(binding.GetProperty("schedule").GetString()!),
        var other => throw new InvalidDataException($"there is no trigger {other} here"),
    };
}

/// <param name="Methods">Upper case.</param>
/// <param name="AuthLevel">anonymous, function or admin.</param>
internal sealed record HttpTrigger(IReadOnlyList<string> Methods, string Route, string AuthLevel) : FunctionTrigger;

internal sealed record EventHubTrigger(string HubName, string Cardinality, string DataType) : FunctionTrigger;

/// <param name="Schedule">NCRONTAB, or the name of a setting in percent signs.</param>
internal sealed record TimerTrigger(string Schedule) : FunctionTrigger;
