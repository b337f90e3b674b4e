using System.Text;

namespace MerchantOps.Access;

/// <summary>
/// Proves buyers by the tokens that their shop's page signs with the shop's secret (HS256): <c>sub</c> is the shop's customer id,
/// <c>shop</c> is <c>{merchant}/{shop}</c>, <c>exp</c> lies at most an hour ahead. Thread-safe.
/// </summary>
public sealed class BuyerTokens(IBuyerSecrets secrets, TimeProvider time)
{
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(1);

    private const int MaxIdLength = 200;

    private readonly SignedTokens _tokens = new(time);

    /// <summary>The buyer that the token proves, or null when it is not a valid token of a known shop.</summary>
    public async Task<BuyerPrincipal?> ProveAsync(string token, CancellationToken ct)
    {
        if (_tokens.Peek(token) is not { Subject: { Length: > 0 and <= MaxIdLength } buyer } read
            || !read.TryGetPayloadValue<string>("shop", out var shop)
            || shop?.Split('/') is not [{ Length: > 0 } merchantId, { Length: > 0 } shopId])
            return null;

        var keys = (await secrets.BuyerSecretsAsync(merchantId, shopId, ct)).Select(Encoding.UTF8.GetBytes).ToList();
        return keys.Count > 0 && await _tokens.IsValidAsync(read, keys, null, null, MaxLifetime)
            ? new BuyerPrincipal(merchantId, shopId, buyer)
            : null;
    }
}
