namespace MerchantOps.Demo;

/// <summary>
/// Where connections come from: lines of one home, carriers that put many phones behind few addresses, and exits of VPNs
/// (from the benchmarking range 198.18/15), which honest people and fraudsters share.
/// </summary>
internal sealed class Networks
{
    private readonly Dictionary<string, List<string>> carriers;
    private readonly List<(string Ip, Country Country)> exits;

    public Networks(int seed)
    {
        var dice = new Dice(seed, "networks");
        carriers = Countries.All.ToDictionary(country => country.Code, country => Enumerable.Range(0, 30).Select(_ => country.NewIp(dice)).ToList());
        exits = [.. Enumerable.Range(0, 60).Select(i => ($"198.{18 + (i % 2)}.{dice.Between(0, 255)}.{dice.Between(1, 254)}", dice.Pick(Countries.All)))];
    }

    public string Mobile(Country country, Dice dice) => dice.Pick(carriers[country.Code]);

    /// <summary>An exit, with the country that geolocation gives it.</summary>
    public (string Ip, Country Country) VpnExit(Dice dice) => dice.Pick(exits);
}
