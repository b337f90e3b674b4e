using System.Security.Cryptography;
using MerchantOps.Secrets;
using Microsoft.Extensions.Options;

namespace MerchantOps.Tests.Core.Secrets;

public sealed class SecretSealerTests
{
    private static readonly string Key = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly string NextKey = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());

    [Theory]
    [InlineData("")]
    [InlineData("whsec_abc")]
    [InlineData("密钥 🔑")]
    public void What_is_sealed_opens_again(string secret)
    {
        var sealer = Sealer(Key);

        var text = sealer.Seal(secret, "shop/acme/main");

        Assert.Equal(secret, sealer.Open(text, "shop/acme/main"));
        Assert.True(secret.Length == 0 || !text.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Sealing_the_same_again_shows_no_likeness()
    {
        var sealer = Sealer(Key);

        Assert.NotEqual(sealer.Seal("secret", "a"), sealer.Seal("secret", "a"));
    }

    [Fact]
    public void A_sealed_text_moved_to_another_place_does_not_open()
    {
        var sealer = Sealer(Key);

        Assert.ThrowsAny<CryptographicException>(() => sealer.Open(sealer.Seal("secret", "shop/acme/main"), "shop/globex/main"));
    }

    [Fact]
    public void A_retired_master_key_still_opens_and_no_longer_seals()
    {
        var old = Sealer(Key).Seal("secret", "a");
        var rotated = Sealer(NextKey, Key);

        Assert.Equal("secret", rotated.Open(old, "a"));
        Assert.Equal("secret", Sealer(NextKey).Open(rotated.Seal("secret", "a"), "a"));
    }

    [Fact]
    public void A_missing_master_key_is_named_by_its_id_alone()
    {
        var text = Sealer(Key).Seal("secret", "a");

        var fault = Assert.Throws<CryptographicException>(() => Sealer(NextKey).Open(text, "a"));

        Assert.Contains(text.Split('.')[1], fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("v1.00000000.AAAA")]
    [InlineData("v2.00000000.AAAA")]
    [InlineData("v1.{id}.AAAA")]
    [InlineData("v1.{id}.!")]
    public void Anything_else_does_not_open(string text)
    {
        var sealer = Sealer(Key);
        var id = sealer.Seal("x", "a").Split('.')[1];

        Assert.ThrowsAny<CryptographicException>(() => sealer.Open(text.Replace("{id}", id, StringComparison.Ordinal), "a"));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    public void A_master_key_of_another_length_is_refused_at_start(string key) =>
        Assert.Contains("Secrets:MasterKey", Assert.Throws<InvalidOperationException>(() => Sealer(key)).Message, StringComparison.Ordinal);

    private static SecretSealer Sealer(string key, params string[] retired)
    {
        var options = new SecretsOptions { MasterKey = key };
        foreach (var old in retired)
            options.RetiredMasterKeys.Add(old);
        return new SecretSealer(Options.Create(options));
    }
}
