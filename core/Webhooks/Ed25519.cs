using System.Runtime.InteropServices;

namespace MerchantOps.Webhooks;

/// <summary>
/// Ed25519 (RFC 8032) by OpenSSL's libcrypto, the only place that calls it: .NET has no Ed25519 of its own. The library is looked for
/// at first use. Thread-safe.
/// </summary>
/// <exception cref="PlatformNotSupportedException">From every member, when no libcrypto of OpenSSL 1.1.1 or newer is installed.</exception>
public static unsafe class Ed25519
{
    public const int KeyBytes = 32, SignatureBytes = 64;

    private const int Nid = 1087;

    private static readonly string[] Names =
    [
        "libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so", "libcrypto.3.dylib", "libcrypto.1.1.dylib",
        "libcrypto-3-x64.dll", "libcrypto-3.dll", "libcrypto-1_1-x64.dll",
    ];

    private static readonly Lazy<Library> Loaded = new(Library.Load);

    /// <summary>Whether the signature is the key's over the message. A key or signature of wrong length is simply not genuine.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var crypto = Loaded.Value;
        if (publicKey.Length != KeyBytes || signature.Length != SignatureBytes)
            return false;

        fixed (byte* key = publicKey, text = message, sig = signature)
        {
            var pkey = crypto.NewPublicKey(Nid, null, key, KeyBytes);
            var context = crypto.NewContext();
            try
            {
                return pkey != null && context != null
                    && crypto.VerifyInit(context, null, null, null, pkey) == 1
                    && crypto.Verify(context, sig, SignatureBytes, text, (nuint)message.Length) == 1;
            }
            finally
            {
                crypto.FreeContext(context);
                crypto.FreeKey(pkey);
            }
        }
    }

    /// <summary>Signs a message, as a sender does.</summary>
    /// <param name="privateKey">The 32-byte seed.</param>
    public static byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, KeyBytes);
        var crypto = Loaded.Value;
        var signature = new byte[SignatureBytes];
        nuint length = SignatureBytes;
        fixed (byte* key = privateKey, text = message, sig = signature)
        {
            var pkey = crypto.NewPrivateKey(Nid, null, key, KeyBytes);
            var context = crypto.NewContext();
            try
            {
                if (pkey == null || context == null
                    || crypto.SignInit(context, null, null, null, pkey) != 1
                    || crypto.Sign(context, sig, &length, text, (nuint)message.Length) != 1)
                    throw new InvalidOperationException("libcrypto refused to sign with Ed25519.");
                return signature;
            }
            finally
            {
                crypto.FreeContext(context);
                crypto.FreeKey(pkey);
            }
        }
    }

    /// <summary>The public key of a 32-byte seed.</summary>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, KeyBytes);
        var crypto = Loaded.Value;
        var publicKey = new byte[KeyBytes];
        nuint length = KeyBytes;
        fixed (byte* key = privateKey, result = publicKey)
        {
            var pkey = crypto.NewPrivateKey(Nid, null, key, KeyBytes);
            try
            {
                if (pkey == null || crypto.GetPublicKey(pkey, result, &length) != 1)
                    throw new InvalidOperationException("libcrypto refused an Ed25519 key.");
                return publicKey;
            }
            finally
            {
                crypto.FreeKey(pkey);
            }
        }
    }

    private sealed class Library
    {
        public required delegate* unmanaged<int, void*, byte*, nuint, void*> NewPublicKey, NewPrivateKey;
        public required delegate* unmanaged<void*, byte*, nuint*, int> GetPublicKey;
        public required delegate* unmanaged<void*> NewContext;
        public required delegate* unmanaged<void*, void*, void*, void*, void*, int> VerifyInit, SignInit;
        public required delegate* unmanaged<void*, byte*, nuint, byte*, nuint, int> Verify;
        public required delegate* unmanaged<void*, byte*, nuint*, byte*, nuint, int> Sign;
        public required delegate* unmanaged<void*, void> FreeContext, FreeKey;

        public static Library Load()
        {
            foreach (var name in Names)
                if (NativeLibrary.TryLoad(name, out var handle) && NativeLibrary.TryGetExport(handle, "EVP_DigestVerify", out _))
                    return Bind(handle);
            throw new PlatformNotSupportedException(
                $"Ed25519 signatures need OpenSSL's libcrypto, 1.1.1 or newer; none of {string.Join(", ", Names)} could be loaded.");
        }

        private static Library Bind(nint handle) => new()
        {
            NewPublicKey = (delegate* unmanaged<int, void*, byte*, nuint, void*>)NativeLibrary.GetExport(handle, "EVP_PKEY_new_raw_public_key"),
            NewPrivateKey = (delegate* unmanaged<int, void*, byte*, nuint, void*>)NativeLibrary.GetExport(handle, "EVP_PKEY_new_raw_private_key"),
            GetPublicKey = (delegate* unmanaged<void*, byte*, nuint*, int>)NativeLibrary.GetExport(handle, "EVP_PKEY_get_raw_public_key"),
            NewContext = (delegate* unmanaged<void*>)NativeLibrary.GetExport(handle, "EVP_MD_CTX_new"),
            VerifyInit = (delegate* unmanaged<void*, void*, void*, void*, void*, int>)NativeLibrary.GetExport(handle, "EVP_DigestVerifyInit"),
            SignInit = (delegate* unmanaged<void*, void*, void*, void*, void*, int>)NativeLibrary.GetExport(handle, "EVP_DigestSignInit"),
            Verify = (delegate* unmanaged<void*, byte*, nuint, byte*, nuint, int>)NativeLibrary.GetExport(handle, "EVP_DigestVerify"),
            Sign = (delegate* unmanaged<void*, byte*, nuint*, byte*, nuint, int>)NativeLibrary.GetExport(handle, "EVP_DigestSign"),
            FreeContext = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(handle, "EVP_MD_CTX_free"),
            FreeKey = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(handle, "EVP_PKEY_free"),
        };
    }
}
