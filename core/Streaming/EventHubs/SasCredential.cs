using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>Signs shared access signatures: HMAC-SHA256 with the policy's key over the hub's address and the expiry.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/eventhub/generate-sas-token</remarks>
internal sealed class SasCredential(Uri hub, string keyName, string key, TimeProvider time) : IHubCredential
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(10);

    private Token? _current;

    public ValueTask<string> AuthorizeAsync(CancellationToken ct)
    {
        // Two callers may sign at the same time; either token will do.
        if (_current is not { } token || time.GetUtcNow() >= token.Expires - RenewBefore)
            _current = token = Sign(time.GetUtcNow() + Lifetime);
        return ValueTask.FromResult(token.Text);
    }

    private Token Sign(DateTimeOffset expires)
    {
        var resource = Uri.EscapeDataString(hub.AbsoluteUri);
        var expiry = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(resource + "\n" + expiry));
        return new Token(
            $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expiry}&skn={Uri.EscapeDataString(keyName)}", expires);
    }

    private sealed record Token(string Text, DateTimeOffset Expires);
}
