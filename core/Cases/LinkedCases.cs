using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Cases;

/// <summary>Opens a case about an order and the stopped ones it hangs together with. Thread-safe.</summary>
public sealed class LinkedCases(OrderQueries orders, ICaseBook book, PersonalHash hash)
{
    /// <summary>The newest stopped orders that are looked through, of each queue.</summary>
    public const int MaxLookedThrough = 1_000;

    /// <summary>Asked again, also by another order of the same ones, it is the same case, grown by what is new.</summary>
    /// <returns>The case's id.</returns>
    /// <exception cref="UnprocessableException">Nothing is linked to the order.</exception>
    public async Task<string> OpenAsync(OrderRecord about, CancellationToken ct)
    {
        var stopped = new List<LinkedOrder>();
        foreach (var queue in (Outcome[])[Outcome.Review, Outcome.Decline])
            stopped.AddRange((await orders.ListQueuedAsync(about.Merchant, queue, MaxLookedThrough, null, ct)).Orders.Select(o => LinkedOrder.Of(o, hash)).OfType<LinkedOrder>());

        var component = LinkedOrder.Of(about, hash) is { } order ? LinkedOrders.Component(order, stopped) : [];
        return component.Count > 1
            ? await book.OpenAsync(LinkedOrders.Draft(about.Merchant, component), ct)
            : throw new UnprocessableException("nothing-linked", "No stopped order of this merchant shares a device, card or address with this one; review it alone.");
    }
}

/// <summary>Which order a case is to be about (<c>POST api/cases</c>).</summary>
/// <param name="Order"><c>shop:order</c>, or the platform's own id alone.</param>
public sealed record OpenCaseRequest(string Merchant, string Order);
