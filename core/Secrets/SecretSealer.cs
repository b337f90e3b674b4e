using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace MerchantOps.Secrets;

/// <summary>
/// Seals short secrets for storage: AES-256-GCM under the master key with a random nonce. What is sealed names its key, so that the
/// master key can be replaced: the old one is listed as retired, and each secret moves to the new key when it is next saved.
/// Thread-safe.
/// </summary>
/// <remarks>A sealed text is <c>v1.{key id}.{nonce, cipher text and tag in URL-safe base64}</c>.</remarks>
public sealed class SecretSealer
{
    private const string Version = "v1";
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;

    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private readonly string _currentKeyId;

    /// <exception cref="InvalidOperationException">A configured key is not 32 bytes in base64.</exception>
    public SecretSealer(IOptions<SecretsOptions> options)
    {
        foreach (var retired in options.Value.RetiredMasterKeys)
            Add(retired, "Secrets:RetiredMasterKeys");
        _currentKeyId = Add(options.Value.MasterKey, "Secrets:MasterKey");
    }

    /// <summary>Seals a text; sealing it again gives another result.</summary>
    /// <param name="context">What it belongs to, such as <c>shop/acme/main</c>. It opens only under the same context, so a sealed text moved elsewhere is useless.</param>
    public string Seal(string secret, string context)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_keys[_currentKeyId], TagBytes);
        aes.Encrypt(
            box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(context));
        return $"{Version}.{_currentKeyId}.{Base64Url.EncodeToString(box)}";
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="CryptographicException">Sealed under a key that is not configured, for another context, or altered. Our own fault, not a caller's.</exception>
    public string Open(string sealedText, string context)
    {
        var parts = sealedText.Split('.');
        if (parts is not [Version, var keyId, var text] || !Base64Url.IsValid(text))
            throw new CryptographicException("A stored secret does not have the form of a sealed one.");
        if (!_keys.TryGetValue(keyId, out var key))
            throw new CryptographicException($"A stored secret is sealed under master key {keyId}, which is neither Secrets:MasterKey nor among Secrets:RetiredMasterKeys.");

        var box = Base64Url.DecodeFromChars(text);
        if (box.Length < NonceBytes + TagBytes)
            throw new CryptographicException("A stored secret is cut short.");
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(context));
        return Encoding.UTF8.GetString(plain);
    }

    private string Add(string base64, string setting)
    {
        var key = new byte[KeyBytes];
        if (!Convert.TryFromBase64String(base64, key, out var length) || length != KeyBytes)
            throw new InvalidOperationException($"{setting} must be 32 random bytes in base64, such as \"openssl rand -base64 32\" prints.");

        var id = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
        _keys[id] = key;
        return id;
    }
}
