using MerchantOps.Events;
using MerchantOps.Products;

namespace MerchantOps.Demo;

/// <summary>A shop with its shelf and the customers' accounts that exist there so far.</summary>
/// <param name="Share">Its weight among all shops.</param>
/// <param name="Shelf">Best-sellers first.</param>
internal sealed record ShopSite(DemoShop Shop, Country Country, string Category, double Share, IReadOnlyList<Good> Shelf)
{
    public List<PersonalAccount> Accounts { get; } = [];

    public decimal TypicalPrice { get; } = Shelf.Select(good => good.Price).Order().ElementAt(Shelf.Count / 2);

    public decimal FreeShippingFrom => Country.Price(60);

    public decimal ShippingFee => Country.Price(5);

    public IReadOnlyList<Good> ShelfAt(DateTimeOffset at) => [.. Shelf.Where(good => good.ListedAt < at)];
}

/// <param name="ListedAt">Nobody can buy it earlier.</param>
internal sealed record Good(string Id, string Sku, string Title, decimal Price, int Stock, DateTimeOffset ListedAt)
{
    public Product AsProduct(ShopSite site) =>
        new(Id, Title, null, null, site.Category, "active", new Money(Price, site.Shop.Currency), [new ProductVariant(Id + "-1", Sku, null, Price, Stock)]);
}
