using System.Text;

namespace MerchantOps.Shops;

/// <summary>A connected shop with its secrets in the clear: keep it in memory, never log or return it (<see cref="ShopView"/> is what callers get).</summary>
/// <param name="Platform">shopify, woocommerce, bigcommerce, stripe or standard.</param>
public sealed record Shop(ShopId Id, string Platform)
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<ShopSecret> Secrets { get; init; } = [];

    /// <summary>Ed25519 public keys of the sender (Standard Webhooks v1a).</summary>
    public IReadOnlyList<string> PublicKeys { get; init; } = [];

    /// <summary>ISO 4217, upper case: of amounts for which the platform names none.</summary>
    public string? Currency { get; init; }

    /// <summary>The shop's page signs its buyers' tokens with them (HS256); newest first.</summary>
    public IReadOnlyList<ShopSecret> BuyerSecrets { get; init; } = [];

    public DateTimeOffset ConnectedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The <c>source</c> of the shop's events.</summary>
    public string Source { get; } = $"/{Platform}/{Id.Merchant}/{Id.Shop}";

    /// <summary>Those of <paramref name="secrets"/> that hold at a moment, in their order.</summary>
    public static IReadOnlyList<string> ValidAt(IReadOnlyList<ShopSecret> secrets, DateTimeOffset moment) =>
        [.. secrets.Where(s => s.ValidUntil is not { } end || moment < end).Select(s => s.Value)];

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Id = ").Append(Id).Append(", Platform = ").Append(Platform);
        return true;
    }
}

/// <param name="ValidUntil">Null for a secret in use; set when it was replaced.</param>
public sealed record ShopSecret(string Value, DateTimeOffset? ValidUntil = null)
{
    public override string ToString() => "(secret)";
}
