using MerchantOps.Errors;
using Microsoft.Extensions.Options;

namespace MerchantOps.Access;

/// <summary>Issues merchants' tokens and proves merchants by them. Thread-safe.</summary>
public sealed class MerchantTokens(IOptions<AccessOptions> options, TimeProvider time)
{
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(24);

    private const string Issuer = "merchantops";
    private const string Audience = "merchantops:merchant";

    private readonly SignedTokens _tokens = new(time);
    private readonly byte[] _key = Convert.FromBase64String(options.Value.TokenKey);

    /// <summary>A token by which <paramref name="merchant"/> is proven until it expires; it cannot be taken back.</summary>
    /// <param name="lifetime">Up to <see cref="MaxLifetime"/>.</param>
    /// <exception cref="UnprocessableException">The lifetime is not within its bounds.</exception>
    public MerchantToken Issue(string merchant, TimeSpan lifetime)
    {
        if (lifetime < TimeSpan.FromSeconds(1) || lifetime > MaxLifetime)
            throw new UnprocessableException("invalid-lifetime", $"expiresIn must lie between 1 and {MaxLifetime.TotalSeconds} seconds.");

        // Tokens count in whole seconds, and so does what we promise.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + lifetime).ToUnixTimeSeconds());
        return new MerchantToken(_tokens.Sign(_key, Issuer, Audience, merchant, expiresAt), expiresAt);
    }

    /// <summary>The merchant that the token proves, or null when it is not a valid token of ours.</summary>
    public async Task<MerchantPrincipal?> ProveAsync(string token) =>
        _tokens.Peek(token) is { Issuer: Issuer, Subject.Length: > 0 } read && await _tokens.IsValidAsync(read, [_key], Issuer, Audience, MaxLifetime)
            ? new MerchantPrincipal(read.Subject)
            : null;
}

/// <param name="Token">For <c>Authorization: Bearer …</c>.</param>
public sealed record MerchantToken(string Token, DateTimeOffset ExpiresAt);
