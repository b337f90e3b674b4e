using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// Keyed hashes (HMAC-SHA256) of personal values, so that signals can be counted without keeping the values: without the key
/// nobody can tell an e-mail address from its hash. Thread-safe.
/// </summary>
/// <param name="key">32 bytes or more.</param>
public sealed class PersonalHash(byte[] key)
{
    /// <summary>128 bits as 32 lower-case hex digits; letter case and outer blanks of <paramref name="value"/> do not count.</summary>
    public string Of(string kind, string value)
    {
        Span<byte> hash = stackalloc byte[32];
        Compute(kind, value, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    /// <summary>24 bits for counting distinct members; never 0, which means "unknown"; 0 when the value is null or blank.</summary>
    public uint Member(string kind, string? value) => string.IsNullOrWhiteSpace(value) ? 0 : MemberOf(Of(kind, value));

    /// <summary>The member that a hash of <see cref="Of"/> stands for.</summary>
    public static uint MemberOf(string hash) => Math.Max(1, uint.Parse(hash.AsSpan(2, 6), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    private void Compute(string kind, string value, Span<byte> hash)
    {
        var text = value.AsSpan().Trim();
        var size = Encoding.UTF8.GetMaxByteCount(kind.Length + 1 + text.Length);
        var buffer = size <= 1024 ? stackalloc byte[1024] : new byte[size];
        Span<char> lower = text.Length <= 512 ? stackalloc char[512] : new char[text.Length];
        var length = text.ToLowerInvariant(lower);
        var used = Encoding.UTF8.GetBytes(kind, buffer);
        buffer[used++] = 0;
        used += Encoding.UTF8.GetBytes(lower[..length], buffer[used..]);
        HMACSHA256.HashData(key, buffer[..used], hash);
    }
}
