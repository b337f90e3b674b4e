using MerchantOps.Access;
using MerchantOps.Errors;

namespace MerchantOps.Tests.Core.Access;

public sealed class BuyerTokensTests
{
    private readonly AccessParts _access = new();

    [Fact]
    public async Task A_token_signed_by_the_shop_proves_its_buyer() =>
        Assert.Equal(new BuyerPrincipal("acme", "main", "customer-7"), await _access.ProveAsync(_access.BuyerToken()));

    [Fact]
    public async Task A_token_signed_with_a_secret_being_retired_still_counts() =>
        Assert.IsType<BuyerPrincipal>(await _access.ProveAsync(_access.BuyerToken(secret: "another-secret-that-is-being-retired!")));

    [Fact]
    public async Task A_token_signed_with_another_secret_proves_nobody() =>
        await Assert.ThrowsAsync<UnauthenticatedException>(() => _access.ProveAsync(_access.BuyerToken(secret: "some-other-secret-of-32-characters!!")));

    [Fact]
    public async Task A_token_for_more_than_an_hour_proves_nobody() =>
        await Refused(_access.BuyerToken(token => token.Expires = _access.Time.GetUtcNow().UtcDateTime.AddHours(2)));

    [Fact]
    public async Task A_token_without_an_end_proves_nobody() =>
        await Refused(_access.BuyerToken(token => token.Expires = null));

    [Fact]
    public async Task A_token_that_is_not_valid_yet_proves_nobody() =>
        await Refused(_access.BuyerToken(token => token.NotBefore = _access.Time.GetUtcNow().UtcDateTime.AddMinutes(20)));

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/other")]
    [InlineData("nobody/main")]
    [InlineData("acme/main/x")]
    [InlineData("/main")]
    public async Task A_token_for_an_unknown_shop_proves_nobody(string shop) =>
        await Refused(_access.BuyerToken(token => token.Claims["shop"] = shop));

    [Fact]
    public async Task A_token_without_a_buyer_proves_nobody() =>
        await Refused(_access.BuyerToken(token => token.Claims.Remove("sub")));

    [Fact]
    public async Task A_shop_cannot_sign_a_merchants_token()
    {
        var forged = _access.BuyerToken(token =>
        {
            token.Issuer = "merchantops";
            token.Audience = "merchantops:merchant";
            token.Claims["sub"] = "bcme";
        });

        Assert.IsNotType<MerchantPrincipal>(await _access.ProveAsync(forged));
    }

    private Task<UnauthenticatedException> Refused(string token) => Assert.ThrowsAsync<UnauthenticatedException>(() => _access.ProveAsync(token));
}
