using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Orders;
using MerchantOps.Tests.Core.Fraud;

namespace MerchantOps.Tests.Core.Orders;

public sealed class OrderRulesTests
{
    private static readonly Order Valid = Trade.Order();

    public static TheoryData<string, string> Refused => new()
    {
        { "empty id", "invalid-order-id" },
        { "long id", "invalid-order-id" },
        { "negative total", "invalid-total" },
        { "huge total", "invalid-total" },
        { "no currency", "invalid-total" },
        { "no time", "invalid-placed-at" },
        { "far future", "invalid-placed-at" },
        { "many lines", "invalid-lines" },
        { "no line", "invalid-line" },
        { "negative quantity", "invalid-line" },
        { "huge quantity", "invalid-line" },
        { "huge price", "invalid-line" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_out_of_range_is_refused_by_its_own_code(string which, string code)
    {
        var refusal = Assert.Throws<InvalidInputException>(() => OrderRules.Validate(Make(which)));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void The_ends_of_the_ranges_are_valid()
    {
        OrderRules.Validate(Valid with { Id = new string('x', 120), Total = new Money(OrderRules.MaxTotal, "USD") });
        OrderRules.Validate(Valid with { Total = new Money(0, "USD"), Lines = [] });
        OrderRules.Validate(Valid with { Lines = [Line(0, 0), Line(1_000_000, Money.Limit), Line(1, -Money.Limit)] });
        OrderRules.Validate(Valid with { Lines = [.. Enumerable.Repeat(Line(1, 1), OrderRules.MaxLines)] });
    }

    private static Order Make(string which) => which switch
    {
        "empty id" => Valid with { Id = "" },
        "long id" => Valid with { Id = new string('x', 121) },
        "negative total" => Valid with { Total = new Money(-0.01m, "USD") },
        "huge total" => Valid with { Total = new Money(OrderRules.MaxTotal + 0.01m, "USD") },
        "no currency" => Valid with { Total = default },
        "no time" => Valid with { PlacedAt = default },
        "far future" => Valid with { PlacedAt = new DateTimeOffset(2201, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        "many lines" => Valid with { Lines = [.. Enumerable.Repeat(Line(1, 1), OrderRules.MaxLines + 1)] },
        "no line" => Valid with { Lines = [null!] },
        "negative quantity" => Valid with { Lines = [Line(-1, 1)] },
        "huge quantity" => Valid with { Lines = [Line(1_000_001, 1)] },
        "huge price" => Valid with { Lines = [Line(1, Money.Limit + 1)] },
        _ => throw new ArgumentOutOfRangeException(nameof(which)),
    };

    private static OrderLine Line(int quantity, decimal price) => new(null, null, null, quantity, price);
}
