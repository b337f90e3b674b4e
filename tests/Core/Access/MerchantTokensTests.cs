using MerchantOps.Access;
using MerchantOps.Errors;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MerchantOps.Tests.Core.Access;

public sealed class MerchantTokensTests
{
    private readonly AccessParts _access = new();

    [Fact]
    public async Task A_token_proves_its_merchant()
    {
        var token = _access.Merchants.Issue("acme", TimeSpan.FromHours(1));

        Assert.Equal(new MerchantPrincipal("acme"), await _access.ProveAsync(token.Token));
        Assert.Equal(_access.Time.GetUtcNow().AddHours(1), token.ExpiresAt);
    }

    [Fact]
    public async Task A_token_proves_nobody_after_it_expired()
    {
        var token = _access.Merchants.Issue("acme", TimeSpan.FromHours(1));

        _access.Time.Advance(TimeSpan.FromMinutes(62));

        await Assert.ThrowsAsync<UnauthenticatedException>(() => _access.ProveAsync(token.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(86_401)]
    public void A_token_lives_between_a_second_and_a_day(int seconds) =>
        Assert.Throws<UnprocessableException>(() => _access.Merchants.Issue("acme", TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task A_changed_token_proves_nobody()
    {
        var parts = _access.Merchants.Issue("acme", TimeSpan.FromHours(1)).Token.Split('.');
        var other = _access.Merchants.Issue("bcme", TimeSpan.FromHours(1)).Token.Split('.');

        await Assert.ThrowsAsync<UnauthenticatedException>(() => _access.ProveAsync($"{parts[0]}.{other[1]}.{parts[2]}"));
    }

    [Theory]
    [InlineData("merchantops", "merchantops:merchant", SecurityAlgorithms.HmacSha512, 1)]
    [InlineData("merchantops", "merchantops:buyer", SecurityAlgorithms.HmacSha256, 1)]
    [InlineData("somebody", "merchantops:merchant", SecurityAlgorithms.HmacSha256, 1)]
    [InlineData("merchantops", "merchantops:merchant", SecurityAlgorithms.HmacSha256, 48)]
    public async Task Even_our_own_key_proves_nobody_with_another_algorithm_audience_issuer_or_lifetime(string issuer, string audience, string algorithm, int hours)
    {
        var key = new SymmetricSecurityKey([.. AccessParts.TokenKey, .. new byte[32]]);
        if (algorithm == SecurityAlgorithms.HmacSha256)
            key = new SymmetricSecurityKey(AccessParts.TokenKey);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["sub"] = "acme" },
            Expires = _access.Time.GetUtcNow().UtcDateTime.AddHours(hours),
            SigningCredentials = new SigningCredentials(key, algorithm),
        });

        await Assert.ThrowsAsync<UnauthenticatedException>(() => _access.ProveAsync(token));
    }
}
