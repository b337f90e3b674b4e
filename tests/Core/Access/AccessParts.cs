using MerchantOps.Access;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MerchantOps.Tests.Core.Access;

/// <summary>The parts of access with known keys, on a clock that tests move.</summary>
internal sealed class AccessParts : IBuyerSecrets
{
    public const string OperatorKeyText = "op_0123456789abcdef0123456789abcdef";
    public const string ShopSecret = "a-shop-secret-of-at-least-32-characters";

    public AccessParts()
    {
        var options = Options.Create(new AccessOptions { OperatorKey = OperatorKeyText, TokenKey = Convert.ToBase64String(TokenKey) });
        Merchants = new MerchantTokens(options, Time);
        Gate = new AccessGate(new OperatorKey(options), Merchants, new BuyerTokens(this, Time));
    }

    public static byte[] TokenKey { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public ManualTime Time { get; } = new();

    public MerchantTokens Merchants { get; }

    public AccessGate Gate { get; }

    public Task<IReadOnlyList<string>> BuyerSecretsAsync(string merchant, string shop, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(merchant == "acme" && shop == "main" ? ["another-secret-that-is-being-retired!", ShopSecret] : []);

    public Task<Principal> ProveAsync(string? bearer = null, string? key = null, string? name = null, bool keyChecked = false) =>
        Gate.ProveAsync(new Credentials(bearer is null ? null : "Bearer " + bearer, key, name, keyChecked), CancellationToken.None).AsTask();

    /// <summary>A buyer's token as a shop's page would sign it; <paramref name="change"/> makes it a wrong one.</summary>
    public string BuyerToken(Action<SecurityTokenDescriptor>? change = null, string secret = ShopSecret)
    {
        var token = new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["sub"] = "customer-7", ["shop"] = "acme/main" },
            Expires = Time.GetUtcNow().UtcDateTime.AddMinutes(30),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }
}
