using System.Globalization;

namespace MerchantOps.Webhooks;

/// <summary>The time that a sender signed along with the body: seconds since 1970 in decimal digits.</summary>
internal static class SignedTime
{
    /// <summary>Whether it is a number and at most <paramref name="tolerance"/> away from now, to either side.</summary>
    public static bool IsRecent(ReadOnlySpan<char> seconds, DateTimeOffset now, TimeSpan tolerance) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var signed)
        && signed < 1L << 40
        && Math.Abs(now.ToUnixTimeSeconds() - signed) <= (long)tolerance.TotalSeconds;
}
