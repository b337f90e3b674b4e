using MerchantOps.Errors;

namespace MerchantOps.Access;

/// <summary>Who is calling, once proven, and what that caller may do. Immutable.</summary>
public abstract record Principal
{
    /// <summary>Who it is, as audit entries show it, such as <c>ann</c> or <c>merchant/acme</c>.</summary>
    public abstract string AuditName { get; }

    /// <exception cref="UnauthenticatedException">Nobody is proven.</exception>
    /// <exception cref="ForbiddenException">Somebody else is.</exception>
    public OperatorPrincipal DemandOperator() => this switch
    {
        OperatorPrincipal known => known,
        VisitorPrincipal => throw NobodyProven(),
        _ => throw new ForbiddenException("operators-only", "Only an operator may do this."),
    };

    /// <summary>The name for an audit entry; an operator must have given one, because a second look is another person's.</summary>
    /// <exception cref="InvalidInputException">An operator without a name.</exception>
    public string DemandName() => this is not OperatorPrincipal { Name: OperatorPrincipal.Unnamed }
        ? AuditName
        : throw new InvalidInputException("operator-unnamed", "Say who you are in x-operator: verdicts are signed.");

    /// <summary>Passes operators and that merchant itself.</summary>
    /// <exception cref="UnauthenticatedException">Nobody is proven.</exception>
    /// <exception cref="ForbiddenException">Somebody else is; whether that merchant exists is not told.</exception>
    public void DemandMerchant(string merchant)
    {
        switch (this)
        {
            case OperatorPrincipal:
            case MerchantPrincipal own when own.Id == merchant:
                return;
            case VisitorPrincipal:
                throw NobodyProven();
            default:
                throw new ForbiddenException("not-your-merchant", "These credentials are not for this merchant.");
        }
    }

    /// <summary>Passes operators, that merchant itself and its buyers, who may see some of it.</summary>
    /// <exception cref="UnauthenticatedException">Nobody is proven.</exception>
    /// <exception cref="ForbiddenException">Somebody of another merchant is.</exception>
    public void DemandMerchantOrItsBuyer(string merchant)
    {
        if (this is not BuyerPrincipal buyer || buyer.Merchant != merchant)
            DemandMerchant(merchant);
    }

    /// <summary>Passes operators, the merchant itself, and the buyer who placed that order.</summary>
    /// <param name="buyer">The shop's id of the customer who placed the order; null for a guest, whose order no buyer may see.</param>
    /// <exception cref="NotFoundException">Another buyer asks: for buyers, orders of others do not exist.</exception>
    public void DemandOrder(string merchant, string? shop, string? buyer)
    {
        if (this is not BuyerPrincipal caller)
            DemandMerchant(merchant);
        else if (caller.Merchant != merchant || caller.Shop != shop || caller.Id != buyer)
            throw new NotFoundException("order-not-found", "There is no such order.");
    }

    private static UnauthenticatedException NobodyProven() =>
        new("credentials-required", "Send a token in Authorization, or an operator key in x-functions-key.");
}

/// <summary>Someone of the platform's own staff; may do everything of the platform.</summary>
/// <param name="Name">The person, as verdicts and audit entries show it.</param>
public sealed record OperatorPrincipal(string Name) : Principal
{
    /// <summary>Stands for an operator who gave no name.</summary>
    public const string Unnamed = "operator";

    public override string AuditName => Name;
}

/// <summary>A merchant, by a token that an operator asked for.</summary>
public sealed record MerchantPrincipal(string Id) : Principal
{
    public override string AuditName => $"merchant/{Id}";
}

/// <summary>A shop's customer, by a token that the shop's page signed.</summary>
/// <param name="Merchant">The merchant whose shop vouches for the buyer.</param>
/// <param name="Id">The shop's own id of the customer.</param>
public sealed record BuyerPrincipal(string Merchant, string Shop, string Id) : Principal
{
    public override string AuditName => $"buyer/{Merchant}/{Shop}/{Id}";
}

/// <summary>Nobody in particular.</summary>
public sealed record VisitorPrincipal : Principal
{
    public override string AuditName => "visitor";
}

/// <summary>A shop platform, by the signature of its webhook.</summary>
public sealed record PlatformPrincipal(string Platform, string Merchant, string Shop) : Principal
{
    public override string AuditName => $"{Platform}/{Merchant}/{Shop}";
}
