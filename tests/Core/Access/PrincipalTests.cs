using MerchantOps.Access;
using MerchantOps.Errors;

namespace MerchantOps.Tests.Core.Access;

public sealed class PrincipalTests
{
    private static readonly OperatorPrincipal Operator = new("ada");
    private static readonly MerchantPrincipal Acme = new("acme");
    private static readonly BuyerPrincipal Buyer = new("acme", "main", "7");
    private static readonly VisitorPrincipal Visitor = new();

    [Fact]
    public void An_operator_may_do_everything()
    {
        Assert.Equal("ada", Operator.DemandOperator().Name);
        Operator.DemandMerchant("acme");
        Operator.DemandMerchantOrItsBuyer("acme");
        Operator.DemandOrder("acme", "main", null);
    }

    [Fact]
    public void A_merchant_may_see_what_is_its_own()
    {
        Acme.DemandMerchant("acme");
        Acme.DemandMerchantOrItsBuyer("acme");
        Acme.DemandOrder("acme", "main", "7");
    }

    [Fact]
    public void A_merchant_may_see_nothing_of_another()
    {
        Assert.Throws<ForbiddenException>(() => Acme.DemandMerchant("bcme"));
        Assert.Throws<ForbiddenException>(() => Acme.DemandMerchantOrItsBuyer("bcme"));
        Assert.Throws<ForbiddenException>(() => Acme.DemandOrder("bcme", "main", "7"));
        Assert.Throws<ForbiddenException>(Acme.DemandOperator);
    }

    [Fact]
    public void A_buyer_may_see_an_order_of_their_own() => Buyer.DemandOrder("acme", "main", "7");

    [Theory]
    [InlineData("acme", "main", "8")]
    [InlineData("acme", "main", null)]
    [InlineData("acme", "other", "7")]
    [InlineData("bcme", "main", "7")]
    public void For_a_buyer_orders_of_others_do_not_exist(string merchant, string shop, string? buyer) =>
        Assert.Throws<NotFoundException>(() => Buyer.DemandOrder(merchant, shop, buyer));

    [Fact]
    public void A_buyer_is_not_the_merchant()
    {
        Buyer.DemandMerchantOrItsBuyer("acme");
        Assert.Throws<ForbiddenException>(() => Buyer.DemandMerchant("acme"));
        Assert.Throws<ForbiddenException>(() => Buyer.DemandMerchantOrItsBuyer("bcme"));
        Assert.Throws<ForbiddenException>(Buyer.DemandOperator);
    }

    [Fact]
    public void A_visitor_is_asked_for_credentials()
    {
        Assert.Throws<UnauthenticatedException>(Visitor.DemandOperator);
        Assert.Throws<UnauthenticatedException>(() => Visitor.DemandMerchant("acme"));
        Assert.Throws<UnauthenticatedException>(() => Visitor.DemandOrder("acme", "main", "7"));
    }

    [Fact]
    public void A_platform_is_neither_operator_nor_merchant()
    {
        var platform = new PlatformPrincipal("shopify", "acme", "main");

        Assert.Throws<ForbiddenException>(platform.DemandOperator);
        Assert.Throws<ForbiddenException>(() => platform.DemandMerchant("acme"));
    }
}
