namespace MerchantOps.Orders;

/// <summary>Something that happens to an order, or that somebody says of it.</summary>
public interface IOrderAct
{
    /// <summary>The platform's own id of the order.</summary>
    string Order { get; }
}
