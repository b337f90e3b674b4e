using MerchantOps.Errors;

namespace MerchantOps.Shops;

/// <summary>A shop of a merchant. Both parts are <c>[a-z0-9][a-z0-9-]{0,62}</c>.</summary>
public readonly record struct ShopId(string Merchant, string Shop)
{
    private const int MaxLength = 63;

    /// <summary>The shop, or null when a part is not a valid id, so that there cannot be such a shop.</summary>
    public static ShopId? TryParse(string merchant, string shop) =>
        IsValid(merchant) && IsValid(shop) ? new ShopId(merchant, shop) : null;

    /// <exception cref="InvalidInputException">A part is not a valid id.</exception>
    public static ShopId Parse(string merchant, string shop) => new(Checked(merchant, "merchant"), Checked(shop, "shop"));

    /// <exception cref="InvalidInputException">It is not a valid id of a merchant.</exception>
    public static string ParseMerchant(string merchant) => Checked(merchant, "merchant");

    public static bool IsValid(string? part)
    {
        if (part is null || part.Length is 0 or > MaxLength || part[0] == '-')
            return false;
        foreach (var c in part)
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                return false;
        return true;
    }

    public override string ToString() => $"{Merchant}/{Shop}";

    private static string Checked(string part, string name) =>
        IsValid(part) ? part : throw new InvalidInputException(
            $"invalid-{name}", $"A {name} id has 1 to {MaxLength} lower-case letters, digits and hyphens, and begins with a letter or digit.");
}
