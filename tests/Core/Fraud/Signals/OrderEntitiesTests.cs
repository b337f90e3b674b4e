using MerchantOps.Events;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud.Signals;

public sealed class OrderEntitiesTests
{
    [Fact]
    public void An_order_that_tells_everything_moves_five_entities_and_the_network_is_left_out_first()
    {
        var order = Order() with { Device = new Device("d1", "203.0.113.7"), Buyer = new Buyer("c1", "ann@own-domain.example") };

        var all = EntitiesOf(order).All;

        Assert.Equal([EntityKind.Person, EntityKind.Shop, EntityKind.Device, EntityKind.Card, EntityKind.Address], all.Select(static e => e.Kind));
        Assert.Equal(OrderEntities.MaxEntities, all.Count);
    }

    [Fact]
    public void The_network_counts_where_another_is_not_told()
    {
        var order = Order() with { Device = new Device(Ip: "203.0.113.7"), Payment = null };

        Assert.Contains(EntitiesOf(order).All, static e => e.Kind == EntityKind.Network);
    }

    [Fact]
    public void Addresses_of_one_neighbourhood_are_one_network_of_several_hosts()
    {
        var (a, b, far) = (At("203.0.113.7"), At("203.0.113.99"), At("203.0.114.7"));

        Assert.Equal(a.Seen.Network, b.Seen.Network);
        Assert.NotEqual(a.Seen.Host, b.Seen.Host);
        Assert.NotEqual(a.Seen.Network, far.Seen.Network);
        Assert.Equal(At("2001:db8:1:2::1").Seen.Network, At("2001:db8:1:2::ffff").Seen.Network);

        static OrderEntities At(string ip) => EntitiesOf(Order() with { Device = new Device(Ip: ip) });
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    [InlineData("unknown")]
    [InlineData(" ")]
    public void An_address_that_tells_nothing_is_no_network(string ip) =>
        Assert.Equal(0u, EntitiesOf(Order() with { Device = new Device(Ip: ip), Payment = null }).Seen.Network);

    [Fact]
    public void Blank_ids_are_nobodys()
    {
        var order = Order() with { Device = new Device(" "), Payment = new Payment(Fingerprint: " "), Buyer = new Buyer(" "), Billing = null, Shipping = null };

        Assert.Equal([EntityKind.Shop], EntitiesOf(order).All.Select(static e => e.Kind));
    }

    [Fact]
    public void A_person_is_one_across_merchants_by_the_mail_address_and_without_one_per_shop()
    {
        var (order, nameless) = (Order(), Order() with { Buyer = new Buyer("c1") });

        Assert.Equal(EntitiesOf(order, "acme").All[0], EntitiesOf(order, "bazaar").All[0]);
        Assert.NotEqual(EntitiesOf(nameless, "acme").All[0], EntitiesOf(nameless, "bazaar").All[0]);
        Assert.NotEqual(EntitiesOf(nameless, "acme").Seen.Person, EntitiesOf(nameless, "bazaar").Seen.Person);
    }

    [Theory]
    [InlineData("Ann@Example.com")]
    [InlineData(" ann+shop1@example.com ")]
    public void A_mail_address_is_the_same_in_any_case_and_with_any_tag(string email) =>
        Assert.Equal(Of("ann@example.com"), Of(email));

    [Fact]
    public void Only_an_uncommon_domain_is_an_entity()
    {
        var order = Order() with { Device = null, Payment = null };

        Assert.Contains(EntitiesOf(order with { Buyer = new Buyer(Email: "a@drop-shop.example") }).All, static e => e.Kind == EntityKind.Domain);
        Assert.DoesNotContain(EntitiesOf(order with { Buyer = new Buyer(Email: "a@gmail.com") }).All, static e => e.Kind == EntityKind.Domain);
    }

    [Fact]
    public void Keys_can_be_stored_and_show_nothing_personal()
    {
        var order = Order() with { Buyer = new Buyer(Email: "ann@example.com"), Device = new Device("device of ann/商") };

        Assert.All(EntitiesOf(order).All, static entity =>
        {
            entity.Key.Validate();
            Assert.DoesNotContain("ann", entity.Key.ToString(), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void A_foreign_customer_id_of_any_shape_can_be_stored() =>
        EntitiesOf(Order() with { Buyer = new Buyer("gid://shop/Customer/7 🙂" + new string('x', 100)) }).All[0].Key.Validate();

    [Fact]
    public void Amounts_of_all_currencies_count_about_in_dollars() =>
        Assert.Equal(100, EntitiesOf(Order() with { Total = new Money(15_000, "JPY") }).Seen.Amount, 6);

    [Fact]
    public void A_destination_is_the_same_however_it_is_spelt_in_case()
    {
        Assert.Equal(EntitiesOf(Order(street: "1 high street")).Seen.Address, EntitiesOf(Order(street: "1 HIGH STREET")).Seen.Address);
        Assert.NotEqual(EntitiesOf(Order(street: "1 High Street")).Seen.Address, EntitiesOf(Order(street: "2 High Street")).Seen.Address);
    }

    private static OrderEntity Of(string email) => EntitiesOf(Order() with { Buyer = new Buyer(Email: email) }).All[0];
}
