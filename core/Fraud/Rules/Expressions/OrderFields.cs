namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>The fields that come from the order itself, from where it was placed, and from the model.</summary>
internal static class OrderFields
{
    public static IReadOnlyDictionary<string, Expression> All { get; } = new Dictionary<string, Expression>(StringComparer.Ordinal)
    {
        ["learned"] = new TruthExpression(static (scoped in i) => i.Probability is not null),
        ["probability"] = Number(static (scoped in i) => i.Probability ?? double.NaN),
        ["merchant"] = Text(static (scoped in i) => i.Merchant),
        ["shop"] = Text(static (scoped in i) => i.Shop),
        ["channel"] = Text(static (scoped in i) => i.Order.Channel),
        ["country"] = Text(static (scoped in i) => i.Order.Billing?.Country ?? i.Order.Shipping?.Country),
        ["placed_at"] = Time(static (scoped in i) => RuleFields.SecondsOf(i.Order.PlacedAt)),
        ["order.currency"] = Text(static (scoped in i) => i.Order.Total.Currency),
        ["order.status"] = Text(static (scoped in i) => i.Order.Status),
        ["order.test"] = new TruthExpression(static (scoped in i) => i.Order.Test),
        ["order.total"] = Number(static (scoped in i) => (double)i.Order.Total.Amount),
        ["buyer.age"] = Number(static (scoped in i) => i.Order.Buyer?.Age ?? double.NaN),
        ["buyer.email"] = Text(static (scoped in i) => i.Order.Buyer?.Email),
        ["buyer.email_domain"] = Text(static (scoped in i) => DomainOf(i.Order.Buyer?.Email)),
        ["buyer.id"] = Text(static (scoped in i) => i.Order.Buyer?.Id),
        ["buyer.name"] = Text(static (scoped in i) => i.Order.Buyer?.Name),
        ["buyer.orders"] = Number(static (scoped in i) => i.Order.Buyer?.Orders ?? double.NaN),
        ["buyer.phone"] = Text(static (scoped in i) => i.Order.Buyer?.Phone),
        ["buyer.registered_at"] = Time(static (scoped in i) => RuleFields.SecondsOf(i.Order.Buyer?.RegisteredAt)),
        ["billing.city"] = Text(static (scoped in i) => i.Order.Billing?.City),
        ["billing.country"] = Text(static (scoped in i) => i.Order.Billing?.Country),
        ["billing.line1"] = Text(static (scoped in i) => i.Order.Billing?.Line1),
        ["billing.name"] = Text(static (scoped in i) => i.Order.Billing?.Name),
        ["billing.postal_code"] = Text(static (scoped in i) => i.Order.Billing?.PostalCode),
        ["billing.region"] = Text(static (scoped in i) => i.Order.Billing?.Region),
        ["shipping.city"] = Text(static (scoped in i) => i.Order.Shipping?.City),
        ["shipping.country"] = Text(static (scoped in i) => i.Order.Shipping?.Country),
        ["shipping.line1"] = Text(static (scoped in i) => i.Order.Shipping?.Line1),
        ["shipping.name"] = Text(static (scoped in i) => i.Order.Shipping?.Name),
        ["shipping.postal_code"] = Text(static (scoped in i) => i.Order.Shipping?.PostalCode),
        ["shipping.region"] = Text(static (scoped in i) => i.Order.Shipping?.Region),
        ["payment.bin"] = Text(static (scoped in i) => i.Order.Payment?.Bin),
        ["payment.country"] = Text(static (scoped in i) => i.Order.Payment?.Country),
        ["payment.fingerprint"] = Text(static (scoped in i) => i.Order.Payment?.Fingerprint),
        ["payment.gateway"] = Text(static (scoped in i) => i.Order.Payment?.Gateway),
        ["payment.last4"] = Text(static (scoped in i) => i.Order.Payment?.Last4),
        ["payment.method"] = Text(static (scoped in i) => i.Order.Payment?.Method),
        ["device.country"] = Text(static (scoped in i) => i.Order.Device?.Country),
        ["device.id"] = Text(static (scoped in i) => i.Order.Device?.Id),
        ["device.ip"] = Text(static (scoped in i) => i.Order.Device?.Ip),
        ["device.user_agent"] = Text(static (scoped in i) => i.Order.Device?.UserAgent),
    };

    private static TextExpression Text(TextOf value) => new(value);

    private static NumberExpression Number(NumberOf value) => new(NumberKind.Number, value);

    private static NumberExpression Time(NumberOf value) => new(NumberKind.Time, value);

    private static ReadOnlySpan<char> DomainOf(string? email)
    {
        var at = email.AsSpan().LastIndexOf('@');
        return at < 0 ? [] : email.AsSpan(at + 1);
    }
}
