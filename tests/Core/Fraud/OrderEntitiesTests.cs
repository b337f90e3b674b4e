using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Orders;
using static MerchantOps.Tests.Core.Fraud.Trade;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class OrderEntitiesTests
{
    [Fact]
    public void The_origin_is_the_device_else_the_address_else_the_card()
    {
        var order = Order() with { Device = new Device("d1", "203.0.113.7") };

        Assert.Equal(OriginKind.Device, EntitiesOf(order).OriginKind);
        Assert.Equal(OriginKind.Address, EntitiesOf(order with { Device = new Device(Ip: "203.0.113.7") }).OriginKind);
        Assert.Equal(OriginKind.Card, EntitiesOf(order with { Device = null }).OriginKind);
        Assert.Null(EntitiesOf(order with { Device = null, Payment = null }).Origin);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    [InlineData("unknown")]
    [InlineData(" ")]
    public void An_address_that_tells_nothing_is_no_origin(string ip)
    {
        var order = Order() with { Device = new Device(Ip: ip), Payment = null };

        Assert.Equal(OriginKind.None, EntitiesOf(order).OriginKind);
    }

    [Fact]
    public void Blank_ids_are_nobodys()
    {
        var order = Order() with { Device = new Device(" "), Payment = new Payment(Fingerprint: " "), Buyer = new Buyer(" ") };

        var entities = EntitiesOf(order);

        Assert.Null(entities.Origin);
        Assert.Null(entities.Customer);
        Assert.Equal(0u, entities.Seen.Customer);
    }

    [Fact]
    public void A_device_is_the_same_at_every_merchant_and_a_customer_s_document_is_not()
    {
        var order = Order();

        var (here, there) = (EntitiesOf(order, "acme"), EntitiesOf(order, "bazaar"));

        Assert.Equal(here.Origin, there.Origin);
        Assert.NotEqual(here.Customer, there.Customer);
    }

    [Fact]
    public void A_person_counts_once_across_shops_by_the_mail_address_and_without_one_per_shop()
    {
        var (order, nameless) = (Order(), Order() with { Buyer = new Buyer("c1") });

        Assert.Equal(EntitiesOf(order, "acme").Seen.Customer, EntitiesOf(order, "bazaar").Seen.Customer);
        Assert.NotEqual(EntitiesOf(nameless, "acme").Seen.Customer, EntitiesOf(nameless, "bazaar").Seen.Customer);
    }

    [Fact]
    public void A_guest_is_known_by_the_hash_of_the_mail_address_or_not_at_all()
    {
        var mail = Order() with { Buyer = new Buyer(Email: "Ann@Example.com") };

        Assert.Equal(EntitiesOf(mail).Customer, EntitiesOf(mail with { Buyer = new Buyer(Email: "ann@example.com") }).Customer);
        Assert.Null(EntitiesOf(mail with { Buyer = null }).Customer);
    }

    [Fact]
    public void Keys_can_be_stored_and_show_nothing_personal()
    {
        var order = Order() with { Buyer = new Buyer(Email: "ann@example.com"), Device = new Device("device of ann/商") };

        var entities = EntitiesOf(order);

        entities.Customer!.Value.Validate();
        entities.Origin!.Value.Validate();
        Assert.DoesNotContain("ann", $"{entities.Customer} {entities.Origin}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_foreign_customer_id_of_any_shape_can_be_stored() =>
        EntitiesOf(Order() with { Buyer = new Buyer("gid://shop/Customer/7 🙂" + new string('x', 100)) }).Customer!.Value.Validate();

    [Fact]
    public void Amounts_of_all_currencies_count_about_in_dollars()
    {
        var yen = EntitiesOf(Order() with { Total = new Money(15_000, "JPY") });

        Assert.Equal(100, yen.Seen.Amount, 6);
    }

    [Fact]
    public void A_destination_is_the_same_however_it_is_spelt_in_case()
    {
        var (lower, upper) = (Order(street: "1 high street"), Order(street: "1 HIGH STREET"));

        Assert.Equal(EntitiesOf(lower).Seen.Destination, EntitiesOf(upper).Seen.Destination);
        Assert.NotEqual(EntitiesOf(lower).Seen.Destination, EntitiesOf(Order(street: "2 High Street")).Seen.Destination);
    }
}
