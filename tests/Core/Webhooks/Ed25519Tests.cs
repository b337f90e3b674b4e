using MerchantOps.Webhooks;

namespace MerchantOps.Tests.Core.Webhooks;

/// <summary>The vectors are tests 1 and 2 of RFC 8032, section 7.1.</summary>
public sealed class Ed25519Tests
{
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    public void It_signs_and_verifies_as_the_standard_does(string privateKey, string publicKey, string message, string signature)
    {
        var (seed, text) = (Convert.FromHexString(privateKey), Convert.FromHexString(message));

        var signed = Ed25519.Sign(seed, text);

        Assert.Equal(signature, Convert.ToHexStringLower(signed));
        Assert.Equal(publicKey, Convert.ToHexStringLower(Ed25519.PublicKeyOf(seed)));
        Assert.True(Ed25519.Verify(Convert.FromHexString(publicKey), text, signed));
    }

    [Fact]
    public void Another_message_key_or_signature_is_not_genuine()
    {
        var seed = Enumerable.Repeat((byte)7, 32).ToArray();
        var (publicKey, message) = (Ed25519.PublicKeyOf(seed), "order"u8.ToArray());
        var signature = Ed25519.Sign(seed, message);

        signature[3] ^= 1;
        Assert.False(Ed25519.Verify(publicKey, message, signature));
        signature[3] ^= 1;

        Assert.False(Ed25519.Verify(publicKey, "other"u8, signature));
        Assert.False(Ed25519.Verify(new byte[32], message, signature));
        Assert.False(Ed25519.Verify(publicKey, message, signature.AsSpan(0, 63)));
        Assert.False(Ed25519.Verify(publicKey.AsSpan(0, 31), message, signature));
    }
}
