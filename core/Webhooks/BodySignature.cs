using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MerchantOps.Webhooks;

/// <summary>Comparison of signatures as text, in constant time: decoding first would let several texts stand for one signature.</summary>
internal static class BodySignature
{
    private const int Base64Length = 44, HexLength = 64;

    /// <summary>Whether the text is, to the letter, the base64 HMAC-SHA256 of the body under one of the secrets (as UTF-8).</summary>
    public static bool IsBase64Hmac(string? signature, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var genuine = false;
        foreach (var secret in secrets)
        {
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, mac);
            genuine |= EqualsBase64(signature, mac);
        }

        return genuine;
    }

    public static bool EqualsBase64(ReadOnlySpan<char> signature, ReadOnlySpan<byte> mac)
    {
        Span<byte> expected = stackalloc byte[Base64Length];
        Base64.EncodeToUtf8(mac, expected, out _, out var length);
        return EqualsText(signature, expected[..length]);
    }

    public static bool EqualsHex(ReadOnlySpan<char> signature, ReadOnlySpan<byte> mac)
    {
        Span<byte> expected = stackalloc byte[HexLength];
        Convert.TryToHexStringLower(mac, expected, out var length);
        return EqualsText(signature, expected[..length]);
    }

    /// <summary>The HMAC-SHA256 of parts joined, without joining them.</summary>
    public static void Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(prefix);
        hash.AppendData(body);
        hash.GetHashAndReset(mac);
    }

    private static bool EqualsText(ReadOnlySpan<char> text, ReadOnlySpan<byte> expected)
    {
        Span<byte> bytes = stackalloc byte[expected.Length];
        return text.Length == expected.Length
            && Encoding.ASCII.TryGetBytes(text, bytes, out _)
            && CryptographicOperations.FixedTimeEquals(bytes, expected);
    }
}
