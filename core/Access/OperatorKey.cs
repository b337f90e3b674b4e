using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace MerchantOps.Access;

/// <summary>The key that proves an operator. Compared by digest, so the time taken tells nothing of the key. Thread-safe.</summary>
public sealed class OperatorKey(IOptions<AccessOptions> options)
{
    private readonly byte[]? _digest = options.Value.OperatorKey is { Length: > 0 } key ? Digest(key) : null;

    /// <summary>Without a configured key nothing matches.</summary>
    public bool Matches(string candidate) => _digest is not null && CryptographicOperations.FixedTimeEquals(_digest, Digest(candidate));

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
