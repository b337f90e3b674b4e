using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>Somebody who buys, with what identifies them. Devices change when they get a new one.</summary>
internal sealed class Person
{
    public required Country Country { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string? Phone { get; init; }

    public required Address Home { get; init; }

    /// <summary>Their line at home, shared with the household; a dynamic one changes.</summary>
    public required string HomeIp { get; set; }

    public required bool DynamicIp { get; init; }

    /// <summary>Of an office or campus where many are; null for most.</summary>
    public required string? WorkIp { get; init; }

    public required List<Machine> Machines { get; init; }

    public required List<Card> Cards { get; init; }

    /// <summary>card, wallet, bank or cash-on-delivery.</summary>
    public required string PaysBy { get; init; }

    /// <summary>Of their baskets, against the typical one.</summary>
    public required double Appetite { get; init; }

    public required bool UsesVpn { get; init; }

    public required Trip? Trip { get; init; }
}

/// <param name="Ip">Of the hotel.</param>
internal sealed record Trip(Country Country, string Ip, Address Hotel, DateTimeOffset From, DateTimeOffset Until)
{
    public bool At(DateTimeOffset time) => From <= time && time < Until;
}

/// <summary>A device as shops see it.</summary>
/// <param name="Id">Null when the browser blocks fingerprints.</param>
internal sealed record Machine(string? Id, string UserAgent)
{
    private static readonly string[] UserAgents =
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) Safari/604.1", "Mozilla/5.0 (Linux; Android 15; SM-A556B) Chrome/133.0 Mobile",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/133.0", "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) Safari/605.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/132.0", "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/132.0 Mobile",
        "Mozilla/5.0 (X11; Linux x86_64) Firefox/135.0", "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/134.0", "Mozilla/5.0 (Linux; Android 13; CPH2525) Chrome/131.0 Mobile",
    ];

    public static Machine New(Dice dice, double blocked = 0.03) => new(dice.Chance(blocked) ? null : dice.Hex(20), dice.PickPopular(UserAgents));
}

/// <param name="Fingerprint">The same card has the same value at every shop.</param>
/// <param name="Country">Where it was issued.</param>
internal sealed record Card(string Fingerprint, string Bin, string Last4, Country Country)
{
    public static Card New(Dice dice, Country country)
    {
        // Eight made-up banks per country.
        var bin = $"{dice.Between(4, 5)}{country.Network}{dice.Between(0, 3)}5";
        return new Card("card_" + dice.Hex(16), bin, dice.Digits("####"), country);
    }
}
