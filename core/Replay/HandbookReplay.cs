using System.Globalization;
using MerchantOps.Events;
using MerchantOps.Orders;

namespace MerchantOps.Replay;

/// <summary>
/// Card payments at terminals, as the simulator of the Fraud Detection Handbook writes them. A terminal is a shop, its merchant follows by
/// hash; a customer has one card. Which scenario made a fraud is never read.
/// </summary>
public sealed class HandbookReplay : IReplaySource
{
    private const int Number = 0, Paid = 1, Customer = 2, Terminal = 3, Amount = 4, Label = 5;

    private static readonly string[] Columns = ["TRANSACTION_ID", "TX_DATETIME", "CUSTOMER_ID", "TERMINAL_ID", "TX_AMOUNT", "TX_FRAUD"];

    public string Format => "handbook";

    public ReplayedEvents Read(IReadOnlyList<string> files, ReplayOptions options)
    {
        options.Validated();
        return new ReplayedEvents(() =>
        {
            var shops = new Dictionary<long, ReplayShop>();
            return SortedFiles.Merge(files, Columns, row => Order(row, ShopOf(row, shops, options), options.LabelDelay));
        });
    }

    private static NumberedOrder Order(CsvFile row, ReplayShop shop, TimeSpan labelDelay)
    {
        var number = row.Whole(Number);
        var customer = row.Text(Customer);
        var order = new Order
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            PlacedAt = row.Time(Paid),
            Total = new Money(row.Amount(Amount), "EUR"),
            Buyer = new Buyer(customer),
            Payment = new Payment("card", Fingerprint: "card-" + customer),
        };
        return new NumberedOrder(number, new ReplayedOrder(shop.Placed(order), shop.Label(order, row.Flag(Label), labelDelay)));
    }

    private static ReplayShop ShopOf(CsvFile row, Dictionary<long, ReplayShop> shops, ReplayOptions options)
    {
        var terminal = row.Whole(Terminal);
        if (!shops.TryGetValue(terminal, out var shop))
        {
            var merchant = ReplayShop.MerchantId("cards", ReplayShop.Hash(row.Bytes(Terminal)) % (uint)options.Merchants);
            shops[terminal] = shop = new ReplayShop(merchant, string.Create(CultureInfo.InvariantCulture, $"t{terminal}"));
        }

        return shop;
    }
}
