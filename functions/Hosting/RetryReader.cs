using System.Globalization;
using System.Text.Json;
using MerchantOps.Streaming;

namespace MerchantOps.Functions.Hosting;

/// <summary>Reads the <c>retry</c> of a function.json.</summary>
internal static class RetryReader
{
    /// <exception cref="InvalidDataException">A strategy that no host knows.</exception>
    public static RetryPolicy Read(JsonElement functionJson)
    {
        if (!functionJson.TryGetProperty("retry", out var retry))
            return RetryPolicy.None;

        var count = retry.GetProperty("maxRetryCount").GetInt32();
        return retry.GetProperty("strategy").GetString() switch
        {
            "fixedDelay" => RetryPolicy.FixedDelay(count, Interval(retry, "delayInterval")),
            "exponentialBackoff" => RetryPolicy.ExponentialBackoff(count, Interval(retry, "minimumInterval"), Interval(retry, "maximumInterval")),
            var other => throw new InvalidDataException($"there is no retry strategy {other}"),
        };
    }

    private static TimeSpan Interval(JsonElement retry, string name) =>
        TimeSpan.Parse(retry.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
