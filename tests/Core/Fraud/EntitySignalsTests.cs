using System.Text.Json;
using MerchantOps.Fraud;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class EntitySignalsTests
{
    private const long Start = 1_700_000_000, Hour = 3600;

    [Fact]
    public void An_order_counts_one_in_every_rate_and_fades_with_its_time_constant()
    {
        var signals = new EntitySignals();

        signals.Add(Seen(Start));

        Assert.Equal((1, 1, 1), signals.RatesAt(Start));
        var (hour, day, week) = signals.RatesAt(Start + Hour);
        Assert.Equal(Math.Exp(-1), hour, 9);
        Assert.Equal(Math.Exp(-1.0 / 24), day, 9);
        Assert.Equal(Math.Exp(-1.0 / 168), week, 9);
    }

    [Fact]
    public void Asking_for_rates_changes_nothing()
    {
        var signals = new EntitySignals();
        signals.Add(Seen(Start));

        signals.RatesAt(Start + (1000 * Hour));

        Assert.Equal((1, 1, 1), signals.RatesAt(Start));
    }

    [Fact]
    public void An_order_that_comes_late_leaves_the_same_rates_as_in_time()
    {
        var (inTime, late) = (new EntitySignals(), new EntitySignals());

        foreach (var at in new[] { Start, Start + 600, Start + Hour })
            inTime.Add(Seen(at));
        foreach (var at in new[] { Start + Hour, Start, Start + 600 })
            late.Add(Seen(at));

        Assert.Equal(inTime.HourRate, late.HourRate, 3);
        Assert.Equal(inTime.DayRate, late.DayRate, 3);
        Assert.Equal(inTime.WeekRate, late.WeekRate, 3);
        Assert.Equal((Start, Start + Hour), (late.First, late.Last));
    }

    [Fact]
    public void Orders_and_amounts_add_up()
    {
        var signals = new EntitySignals();

        signals.Add(Seen(Start, amount: 10.5));
        signals.Add(Seen(Start + 1, amount: 20));

        Assert.Equal((2, 30.5), (signals.Orders, signals.Amount));
    }

    [Fact]
    public void Members_are_counted_once_and_what_is_unknown_is_none()
    {
        var signals = new EntitySignals();

        signals.Add(Seen(Start, customer: 7));
        signals.Add(Seen(Start, customer: 7));
        signals.Add(Seen(Start, customer: 8));

        Assert.Equal([7u, 8u], signals.Customers);
        Assert.Empty(signals.Cards);
    }

    [Fact]
    public void An_entity_stays_small_however_many_orders_it_has()
    {
        var document = new EntityDocument();
        for (uint i = 0; i < 10_000; i++)
        {
            var member = uint.MaxValue - i;
            document.Signals.Add(new OrderSeen(Start + i, 19.99, member, member, member, member, member));
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, FraudJson.Default.EntityDocument);

        Assert.Equal(EntitySignals.MaxMembers, document.Signals.Customers.Count);
        Assert.InRange(bytes.Length, 1, 1_000);
    }

    [Fact]
    public void What_is_stored_is_read_back()
    {
        var document = new EntityDocument();
        document.Signals.Add(new OrderSeen(Start, 19.99, 1, 2, 3, 4, 5));
        document.Advance("events/0/1", 41);

        var read = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(document, FraudJson.Default.EntityDocument), FraudJson.Default.EntityDocument)!;

        Assert.Equivalent(document, read, strict: true);
    }

    [Fact]
    public void A_position_moves_an_entity_once_and_never_goes_down()
    {
        var document = new EntityDocument();

        document.Advance("events/0/1", 41);
        document.Advance("events/0/1", 7);

        Assert.False(document.IsAhead("events/0/1", 41));
        Assert.True(document.IsAhead("events/0/1", 42));
        Assert.True(document.IsAhead("events/1/1", 1));
    }

    private static OrderSeen Seen(long at, double amount = 1, uint customer = 0) => new(at, amount, customer, 0, 0, 0, 0);
}
