using System.Text.Json;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Secrets;
using MerchantOps.Storage;
using Microsoft.Extensions.Options;

namespace MerchantOps.Shops;

/// <summary>The connected shops, in container <c>shops</c>, partitioned by merchant. Thread-safe.</summary>
public sealed class ShopRegistry(IDocumentStore store, SecretSealer sealer, IOptions<ShopOptions> options, TimeProvider time)
{
    public const string Container = "shops";
    private const int Attempts = 5;

    private readonly ShopCache _cache = new(options.Value.CacheCapacity, options.Value.CacheLifetime, time);

    /// <summary>The shop as it stood at most <see cref="ShopOptions.CacheLifetime"/> ago, or null when it is not connected.</summary>
    /// <exception cref="UnavailableException">The store cannot say now.</exception>
    public Task<Shop?> FindAsync(ShopId id, CancellationToken ct) => _cache.GetAsync(id, ReadSharedAsync, ct);

    /// <summary>The ids of a merchant's connected shops, in ordinal order; read from the store.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string merchant, CancellationToken ct)
    {
        var shops = new List<string>();
        string? continuation = null;
        do
        {
            var page = await store.ListAsync(new DocumentRange(Container, merchant), 1000, continuation, ct);
            shops.AddRange(page.Documents.Select(document => document.Key.Id));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return shops;
    }

    /// <summary>
    /// Connects a shop, or changes one: listed secrets come first, those of before stay valid for the grace period, what is left out stays.
    /// The same call again changes nothing.
    /// </summary>
    /// <exception cref="InvalidInputException">The connection breaks a rule.</exception>
    /// <exception cref="ConflictException">The shop is connected to another platform, or others keep changing it.</exception>
    public async Task<Shop> ConnectAsync(ShopId id, ShopConnection connection, CancellationToken ct)
    {
        connection.Validate();
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var document = await store.FindAsync(Key(id), ct);
            var shop = Merge(id, document is null ? null : Read(document), connection, time.GetUtcNow());
            var json = JsonSerializer.SerializeToUtf8Bytes(StoredShop.Seal(shop, sealer), StoredShopJson.Default.StoredShop);
            var write = document is null ? DocumentWrite.Create(Key(id), json) : DocumentWrite.Replace(Key(id), json, document.ETag);
            var saved = await store.SaveAsync(write, ct);
            _cache.Forget(id);
            if (saved.Saved)
                return shop;
        }

        throw new ConflictException("shop-busy", "Others are changing this shop at the same time; try again.");
    }

    internal static Shop Merge(ShopId id, Shop? known, ShopConnection connection, DateTimeOffset now)
    {
        if (known is not null && known.Platform != connection.Platform)
            throw new ConflictException("platform-differs", $"This shop is connected to {known.Platform}; connect the other platform as another shop.");

        var secrets = Rotate(known?.Secrets ?? [], connection.Secrets, now, now + connection.Grace);
        var publicKeys = connection.PublicKeys ?? known?.PublicKeys ?? [];
        if (secrets.Count == 0 && publicKeys.Count == 0)
            throw new InvalidInputException("missing-secrets", "A shop needs secrets (or, on the platform standard, publicKeys) by which its webhooks are verified.");

        return new Shop(id, connection.Platform!)
        {
            Secrets = secrets,
            PublicKeys = publicKeys,
            Currency = CurrencyCode.Of(connection.Currency) ?? known?.Currency,
            BuyerSecrets = Rotate(known?.BuyerSecrets ?? [], connection.BuyerSecret is { } secret ? [secret] : null, now, now + connection.Grace),
            ConnectedAt = known?.ConnectedAt ?? now,
            UpdatedAt = now,
        };
    }

    /// <summary>Listed secrets hold without end; others end at <paramref name="graceEnd"/> unless they end sooner, and are dropped when over. No list changes nothing.</summary>
    private static IReadOnlyList<ShopSecret> Rotate(IReadOnlyList<ShopSecret> known, IReadOnlyList<string>? listed, DateTimeOffset now, DateTimeOffset graceEnd)
    {
        if (listed is null)
            return known;

        List<ShopSecret> secrets = [.. listed.Distinct().Select(s => new ShopSecret(s))];
        foreach (var old in known)
        {
            var end = old.ValidUntil < graceEnd ? old.ValidUntil.Value : graceEnd;
            if (end > now && !listed.Contains(old.Value) && secrets.Count < 2 * ShopConnection.MaxKeys)
                secrets.Add(old with { ValidUntil = end });
        }

        return secrets;
    }

    private async Task<Shop?> ReadSharedAsync(ShopId id)
    {
        // The read serves everybody who waits for it, and the store has a deadline of its own.
        var document = await store.FindAsync(Key(id), CancellationToken.None);
        return document is null ? null : Read(document);
    }

    private Shop Read(Document document) => JsonSerializer.Deserialize(document.Json.Span, StoredShopJson.Default.StoredShop)!.Open(sealer);

    private static DocumentKey Key(ShopId id) => new(Container, id.Merchant, id.Shop);
}
