using MerchantOps.Fraud;
using MerchantOps.Orders;
using MerchantOps.Storage;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>What customers and origins must have counted, each order and each chargeback once.</summary>
internal sealed class ExpectedSignals
{
    private readonly Dictionary<DocumentKey, (int Orders, int Frauds)> byEntity = [];

    public IReadOnlyDictionary<DocumentKey, (int Orders, int Frauds)> ByEntity => byEntity;

    /// <param name="record">As stored: it says whether the order's origin was left alone because it told nothing new of it.</param>
    public void Add(OrderRecord record, OrderEntities entities)
    {
        var fraud = record.Label?.Fraud == true ? 1 : 0;
        if (entities.Customer is { } customer)
            Count(customer, 1, fraud);
        if (entities.Origin is { } origin)
            Count(origin, record.OriginQuiet ? 0 : 1, fraud);
    }

    private void Count(DocumentKey entity, int orders, int frauds)
    {
        var before = byEntity.GetValueOrDefault(entity);
        byEntity[entity] = (before.Orders + orders, before.Frauds + frauds);
    }
}
