using System.Globalization;
using System.Text.Json;

namespace MerchantOps.Functions.Hosting;

/// <summary>The <c>retry</c> of a function.json.</summary>
/// <param name="MaxRetries">After the first try; null: without end.</param>
/// <param name="Shortest">Before the first repetition.</param>
/// <param name="Longest">Each wait is twice the one before, up to this.</param>
internal sealed record RetryPolicy(int? MaxRetries, TimeSpan Shortest, TimeSpan Longest)
{
    /// <summary>Null when the function.json has none.</summary>
    /// <exception cref="InvalidDataException">A strategy that no host knows.</exception>
    public static RetryPolicy? Read(JsonElement functionJson)
    {
        if (!functionJson.TryGetProperty("retry", out var retry))
            return null;

        var count = retry.GetProperty("maxRetryCount").GetInt32();
        int? limit = count < 0 ? null : count;
        return retry.GetProperty("strategy").GetString() switch
        {
            "fixedDelay" => new RetryPolicy(limit, Interval(retry, "delayInterval"), Interval(retry, "delayInterval")),
            "exponentialBackoff" => new RetryPolicy(limit, Interval(retry, "minimumInterval"), Interval(retry, "maximumInterval")),
            var other => throw new InvalidDataException($"there is no retry strategy {other}"),
        };
    }

    /// <summary>How long to wait after that many failures (1 for the first), or null when it was the last try.</summary>
    public TimeSpan? DelayAfter(int failures)
    {
        if (failures > MaxRetries)
            return null;
        var doubled = Shortest.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, Longest.TotalMilliseconds));
    }

    private static TimeSpan Interval(JsonElement retry, string name) =>
        TimeSpan.Parse(retry.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
