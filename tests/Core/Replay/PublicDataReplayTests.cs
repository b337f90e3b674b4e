using MerchantOps.Events;
using MerchantOps.Replay;

namespace MerchantOps.Tests.Core.Replay;

/// <summary>Against the real files, whose counts stand in their descriptions.</summary>
public sealed class PublicDataReplayTests
{
    [SharedDataFact]
    public void All_first_orders_of_the_web_shops_come_in_order_with_their_chargebacks()
    {
        var events = ReplayFormats.Find("ecommerce")
            .Read([SharedData.File("fraud_ecommerce", "train.csv.gz"), SharedData.File("fraud_ecommerce", "test_public.csv.gz")], new ReplayOptions());

        var (ids, sorted) = Walk(events);

        Assert.Equal(40_286, events.Orders);
        Assert.Equal(events.Orders + events.Chargebacks, ids);
        Assert.True(sorted);
    }

    [SharedDataFact]
    public void The_card_payments_of_a_month_come_in_order_with_their_chargebacks()
    {
        var events = ReplayFormats.Find("handbook").Read([SharedData.File("fraud_handbook_sim", "test_public.csv.gz")], new ReplayOptions());

        var (ids, sorted) = Walk(events);

        Assert.Equal((296_559, 2_669), (events.Orders, events.Chargebacks));
        Assert.Equal(events.Orders + events.Chargebacks, ids);
        Assert.True(sorted);
    }

    [SharedDataFact]
    public void The_olist_sample_is_whole()
    {
        List<string> tables = ["orders", "order_items", "order_payments", "customers"];
        var files = tables.Select(table => SharedData.File("olist", $"sample8k_{table}.csv.gz")).ToList();

        var events = ReplayFormats.Find("olist").Read(files, new ReplayOptions());

        var byType = events.CountBy(e => e.Type).ToDictionary();
        Assert.Equal(8_135, byType[EventTypes.OrderPlaced]);
        Assert.Equal(625 + 609, byType[EventTypes.OrderCancelled]);
    }

    private static (long Ids, bool Sorted) Walk(ReplayedEvents events)
    {
        var ids = new HashSet<string>();
        var (last, sorted) = (DateTimeOffset.MinValue, true);
        foreach (var e in events)
        {
            ids.Add(e.Id);
            sorted &= e.Time >= last;
            last = e.Time;
        }

        return (ids.Count, sorted);
    }
}
