using System.Globalization;

namespace MerchantOps.Functions.Hosting;

/// <summary>What names a stream source beside the partition.</summary>
/// <param name="Hub">For hosts that do not tell.</param>
/// <param name="Generation">Raised when a hub is made anew.</param>
internal readonly record struct HubSettings(string Hub, int Generation)
{
    public static HubSettings Of(IConfiguration configuration) => new(
        configuration["Stream:Hub"] ?? "events",
        int.Parse(configuration["Stream:Generation"] ?? "1", NumberStyles.None, CultureInfo.InvariantCulture));
}
