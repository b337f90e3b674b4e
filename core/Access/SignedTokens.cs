using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MerchantOps.Access;

/// <summary>JSON web tokens signed with HS256, and with nothing else. Thread-safe.</summary>
internal sealed class SignedTokens(TimeProvider time)
{
    /// <summary>HMAC-SHA256 with a shorter key is refused by the library.</summary>
    public const int MinKeyBytes = 32;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    /// <summary>The token's claims before anybody checked them, or null when it is no token.</summary>
    public JsonWebToken? Peek(string token)
    {
        if (token.Length > TokenValidationParameters.DefaultMaximumTokenSizeInBytes / 16 || !_handler.CanReadToken(token))
            return null;
        try
        {
            return _handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    public string Sign(byte[] key, string issuer, string audience, string subject, DateTimeOffset expiresAt) =>
        _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Subject = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Sub, subject)]),
            IssuedAt = time.GetUtcNow().UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = new SigningCredentials(KeyOf(key), SecurityAlgorithms.HmacSha256),
        });

    /// <summary>Whether the token is signed with one of <paramref name="keys"/> and expires within <paramref name="lifetime"/> from now.</summary>
    /// <param name="issuer">Demanded with <paramref name="audience"/>; null demands neither.</param>
    public async Task<bool> IsValidAsync(JsonWebToken token, IReadOnlyList<byte[]> keys, string? issuer, string? audience, TimeSpan lifetime)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeys = keys.Where(key => key.Length >= MinKeyBytes).Select(KeyOf),
            TryAllIssuerSigningKeys = true,
            ValidateIssuer = issuer is not null,
            ValidIssuer = issuer,
            ValidateAudience = audience is not null,
            ValidAudience = audience,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, lifetime),
        });
        return result.IsValid;
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires, TimeSpan lifetime)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && end <= now + lifetime + Skew && (notBefore is null || notBefore <= now + Skew);
    }

    /// <summary>The library caches signers per key; with a key per shop that cache would only grow.</summary>
    private static SymmetricSecurityKey KeyOf(byte[] key) =>
        new(key) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };
}
