using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <param name="Network">First octet of its made-up addresses, in the range reserved for future use (240/4), where nobody lives.</param>
/// <param name="Rate">Of its currency to one US dollar, about.</param>
/// <param name="Street">Line 1 of an address: {0} the street, {1} the number.</param>
/// <param name="Given">Given names, as <paramref name="Family"/>: <c>native|latin</c> where the script is not Latin.</param>
internal sealed record Country(
    string Code, string Currency, decimal Rate, int UtcOffset, int Network, bool FamilyFirst, string Street,
    string[] Given, string[] Family, string[] Streets, City[] Cities)
{
    public (string Native, string Latin) NewName(Dice dice)
    {
        var (given, family) = (dice.Pick(Given).Split('|'), dice.Pick(Family).Split('|'));
        var native = FamilyFirst ? family[0] + given[0] : $"{given[0]} {family[0]}";
        return (native, $"{given[^1]}.{family[^1]}");
    }

    public Address NewAddress(Dice dice, string name)
    {
        var city = dice.Pick(Cities);
        var street = string.Format(System.Globalization.CultureInfo.InvariantCulture, Street, dice.Pick(Streets), dice.Between(1, 190));
        var flat = dice.Chance(0.3) ? dice.Between(1, 60).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return new Address(name, street, flat, city.Name, city.Region, dice.Digits(city.PostalCode), Code);
    }

    public string NewIp(Dice dice) => $"{Network}.{dice.Between(0, 255)}.{dice.Between(0, 255)}.{dice.Between(1, 254)}";

    /// <summary>A price in this currency as shops write it: whole tens where units are small, else ending in .90.</summary>
    public decimal Price(decimal dollars)
    {
        var price = dollars * Rate;
        return Rate >= 20 ? Math.Max(10, Math.Round(price / 10) * 10) : Math.Floor(price) + 0.90m;
    }
}

/// <param name="PostalCode">With # for digits.</param>
internal sealed record City(string Name, string? Region, string PostalCode);
