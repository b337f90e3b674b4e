using System.Globalization;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Replay;

/// <summary>
/// First orders of web shops (files shaped like <c>Fraud_Data.csv</c> with <c>event_no</c> and <c>country</c>), one row one order; users hash
/// to two shops of each merchant. The buyer's sex is left out: it must not decide anything.
/// </summary>
public sealed class EcommerceReplay : IReplaySource
{
    private const uint ShopsPerMerchant = 2;

    private const int Number = 0, User = 1, SignedUp = 2, Purchased = 3, Value = 4, DeviceId = 5, Source = 6, Browser = 7, Age = 8, Ip = 9, Country = 10, Label = 11;

    private static readonly string[] Columns =
        ["event_no", "user_id", "signup_time", "purchase_time", "purchase_value", "device_id", "source", "browser", "age", "ip_address", "country", "class"];

    public string Format => "ecommerce";

    public ReplayedEvents Read(IReadOnlyList<string> files, ReplayOptions options)
    {
        options.Validated();
        var shops = Enumerable.Range(0, options.Merchants * (int)ShopsPerMerchant)
            .Select(i => new ReplayShop(
                ReplayShop.MerchantId("ecom", (uint)i / ShopsPerMerchant), string.Create(CultureInfo.InvariantCulture, $"shop-{(i % ShopsPerMerchant) + 1}")))
            .ToArray();
        return new ReplayedEvents(() => SortedFiles.Merge(files, Columns, row => Order(row, shops, options.LabelDelay)));
    }

    private static NumberedOrder Order(CsvFile row, ReplayShop[] shops, TimeSpan labelDelay)
    {
        var number = row.Whole(Number);
        var shop = shops[ReplayShop.Hash(row.Bytes(User)) % (uint)shops.Length];
        var order = new Order
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            PlacedAt = row.Time(Purchased),
            Total = new Money(row.Amount(Value), "USD"),
            Buyer = new Buyer(row.Text(User), RegisteredAt: row.Time(SignedUp), Age: row.Bytes(Age).IsEmpty ? null : (int)Math.Min(row.Whole(Age), 200)),
            Device = new Device(row.TextOrNull(DeviceId), Address(row), row.TextOrNull(Browser), CountryNames.Code(row.Bytes(Country))),
            Channel = row.TextOrNull(Source)?.ToLowerInvariant(),
        };
        return new NumberedOrder(number, new ReplayedOrder(shop.Placed(order), shop.Label(order, row.Flag(Label), labelDelay)));
    }

    /// <summary>The data has addresses as numbers, some with a fraction that means nothing.</summary>
    private static string? Address(CsvFile row)
    {
        if (row.Bytes(Ip).IsEmpty)
            return null;
        if (!double.TryParse(row.Bytes(Ip), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > uint.MaxValue)
            throw row.Wrong(Ip, "an IPv4 address as a number, or empty");
        var ip = (uint)value;
        return string.Create(CultureInfo.InvariantCulture, $"{ip >> 24}.{(ip >> 16) & 255}.{(ip >> 8) & 255}.{ip & 255}");
    }
}
