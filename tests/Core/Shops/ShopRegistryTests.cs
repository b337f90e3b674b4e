using System.Text;
using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Shops;
using MerchantOps.Storage;
using MerchantOps.Tests.Core.Webhooks;

namespace MerchantOps.Tests.Core.Shops;

public sealed class ShopRegistryTests : IDisposable
{
    private const string First = "first-secret-of-acme", Second = "second-secret-of-acme";

    private readonly IntakeFixture _fixture = new();

    [Fact]
    public async Task A_connected_shop_is_found_with_its_secrets()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First], Currency: "eur", BuyerSecret: new string('b', 32)));

        var shop = await FindAsync();

        Assert.Equal((ShopPlatforms.Shopify, "EUR", "/shopify/acme/main"), (shop!.Platform, shop.Currency, shop.Source));
        Assert.Equal([First], Valid(shop.Secrets));
        Assert.Equal([new string('b', 32)], Valid(shop.BuyerSecrets));
    }

    [Fact]
    public async Task No_secret_is_stored_returned_or_printed_in_the_clear()
    {
        var shop = await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First], BuyerSecret: new string('b', 32)));

        var stored = Encoding.UTF8.GetString((await _fixture.Store.FindAsync(new DocumentKey("shops", "acme", "main"), CancellationToken.None))!.Json.Span);
        var view = JsonSerializer.Serialize(ShopView.Of(shop, _fixture.Time.GetUtcNow()), ShopJson.Default.ShopView);

        foreach (var text in new[] { stored, view, shop.ToString(), shop.Secrets[0].ToString(), new ShopConnection("shopify", [First]).ToString() })
        {
            Assert.DoesNotContain(First, text, StringComparison.Ordinal);
            Assert.DoesNotContain("bbbb", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_secret_comes_first_and_the_old_one_holds_for_its_grace()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First]));
        var shop = await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [Second], GraceSeconds: 600));

        Assert.Equal([Second, First], Valid(shop.Secrets));
        Assert.Equal(_fixture.Time.GetUtcNow().AddMinutes(10), ShopView.Of(shop, _fixture.Time.GetUtcNow()).RetiringUntil);
        _fixture.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal([Second], Valid((await FindAsync())!.Secrets));
    }

    [Fact]
    public async Task A_second_rotation_never_lengthens_the_grace_of_the_first()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First]));
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [Second], GraceSeconds: 600));
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, ["third-secret-of-acme"], GraceSeconds: 6000));

        _fixture.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(["third-secret-of-acme", Second], Valid((await FindAsync())!.Secrets));
    }

    [Fact]
    public async Task Without_grace_the_old_secret_is_gone_at_once()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First]));

        var shop = await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [Second], GraceSeconds: 0));

        Assert.Equal([new ShopSecret(Second)], shop.Secrets);
    }

    [Fact]
    public async Task What_a_change_leaves_out_stays()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First], Currency: "EUR", BuyerSecret: new string('b', 32)));

        var shop = await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify));

        Assert.Equal((First, "EUR", new string('b', 32)), (Valid(shop.Secrets)[0], shop.Currency, Valid(shop.BuyerSecrets)[0]));
    }

    [Fact]
    public async Task A_shop_stays_on_its_platform()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First]));

        var refused = await Assert.ThrowsAsync<ConflictException>(() => ConnectAsync(new ShopConnection(ShopPlatforms.Stripe, [First])));

        Assert.Equal("platform-differs", refused.Code);
    }

    [Theory]
    [InlineData("magento", First, "unknown-platform")]
    [InlineData(null, First, "unknown-platform")]
    [InlineData("shopify", "short", "invalid-secret")]
    [InlineData("shopify", "a secret with spaces", "invalid-secret")]
    [InlineData("standard", "not base64 at all!", "invalid-secret")]
    [InlineData("standard", "whsec_AAAA", "invalid-secret")]
    [InlineData("shopify", null, "missing-secrets")]
    public async Task A_connection_that_could_not_work_is_refused(string? platform, string? secret, string code)
    {
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => ConnectAsync(new ShopConnection(platform, secret is null ? null : [secret])));

        Assert.Equal(code, refused.Code);
        Assert.True(secret is null || !refused.Message.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Further_fields_are_checked_too()
    {
        (ShopConnection Connection, string Code)[] refused =
        [
            (new("shopify", []), "invalid-secrets"),
            (new("shopify", Enumerable.Range(0, 6).Select(i => $"secret-number-{i}").ToList()), "invalid-secrets"),
            (new("shopify", [First], PublicKeys: [Convert.ToBase64String(new byte[32])]), "invalid-public-key"),
            (new("standard", null, PublicKeys: [Convert.ToBase64String(new byte[31])]), "invalid-public-key"),
            (new("shopify", [First], Currency: "euro"), "invalid-currency"),
            (new("shopify", [First], BuyerSecret: "short"), "invalid-buyer-secret"),
            (new("shopify", [First], GraceSeconds: -1), "invalid-grace"),
        ];

        foreach (var (connection, code) in refused)
            Assert.Equal(code, (await Assert.ThrowsAsync<InvalidInputException>(() => ConnectAsync(connection))).Code);
    }

    [Theory]
    [InlineData("acme", true)]
    [InlineData("0-1-a", true)]
    [InlineData("-acme", false)]
    [InlineData("Acme", false)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("ö", false)]
    public void An_id_has_small_letters_digits_and_hyphens(string id, bool valid)
    {
        Assert.Equal(valid, ShopId.IsValid(id));
        Assert.Equal(valid, ShopId.TryParse("merchant", id) is not null);
    }

    [Fact]
    public void An_id_has_at_most_63_characters() => Assert.Equal((true, false), (ShopId.IsValid(new string('a', 63)), ShopId.IsValid(new string('a', 64))));

    [Fact]
    public async Task Finding_reads_the_store_once_in_a_while()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First]));
        var before = _fixture.Store.Reads;

        await FindAsync();
        await FindAsync();
        Assert.Equal(1, _fixture.Store.Reads - before);

        _fixture.Time.Advance(TimeSpan.FromSeconds(30));
        await FindAsync();
        Assert.Equal(2, _fixture.Store.Reads - before);
    }

    [Fact]
    public async Task A_change_is_seen_at_once_where_it_was_made()
    {
        Assert.Null(await FindAsync());

        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First]));

        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task A_failed_read_is_not_remembered()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First]));
        _fixture.Store.Fault = new UnavailableException("store", "away");
        await Assert.ThrowsAsync<UnavailableException>(() => FindAsync());

        _fixture.Store.Fault = null;

        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task Changes_at_the_same_time_all_take_effect()
    {
        await ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [First]));

        var changes = Enumerable.Range(0, 4).Select(i => ConnectAsync(new ShopConnection(ShopPlatforms.Shopify, [$"secret-number-{i}"])));
        await Task.WhenAll(changes);

        var secrets = Valid((await FindAsync())!.Secrets);
        Assert.Equal(5, secrets.Count);
        Assert.Contains(First, secrets);
    }

    public void Dispose() => _fixture.Dispose();

    private Task<Shop> ConnectAsync(ShopConnection connection) => _fixture.Shops.ConnectAsync(IntakeFixture.Id, connection, CancellationToken.None);

    private Task<Shop?> FindAsync() => _fixture.Shops.FindAsync(IntakeFixture.Id, CancellationToken.None);

    private IReadOnlyList<string> Valid(IReadOnlyList<ShopSecret> secrets) => Shop.ValidAt(secrets, _fixture.Time.GetUtcNow());
}
