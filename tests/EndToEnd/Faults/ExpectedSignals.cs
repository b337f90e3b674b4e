using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Storage;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>What entities must have counted, each order and each chargeback once.</summary>
internal sealed class ExpectedSignals
{
    private readonly Dictionary<DocumentKey, (int Orders, int Frauds)> byEntity = [];

    public IReadOnlyDictionary<DocumentKey, (int Orders, int Frauds)> ByEntity => byEntity;

    public void Add(OrderRecord record, OrderEntities entities)
    {
        foreach (var entity in entities.All)
            Count(entity.Key, 1, record.Label?.Fraud == true ? 1 : 0);
    }

    private void Count(DocumentKey entity, int orders, int frauds)
    {
        var before = byEntity.GetValueOrDefault(entity);
        byEntity[entity] = (before.Orders + orders, before.Frauds + frauds);
    }
}
