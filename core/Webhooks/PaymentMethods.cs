namespace MerchantOps.Webhooks;

/// <summary>What kind of payment a gateway's name speaks of.</summary>
internal static class PaymentMethods
{
    public const string Card = "card", Wallet = "wallet", Bank = "bank", CashOnDelivery = "cash-on-delivery", Later = "pay-later";

    private static readonly (string Word, string Method)[] Words =
    [
        ("cash_on_delivery", CashOnDelivery), ("cash on delivery", CashOnDelivery), ("cod", CashOnDelivery),
        ("paypal", Wallet), ("ppcp", Wallet), ("apple_pay", Wallet), ("google_pay", Wallet), ("amazon", Wallet), ("alipay", Wallet), ("wechat", Wallet), ("link", Wallet),
        ("shop_pay_installments", Later), ("klarna", Later), ("afterpay", Later), ("affirm", Later), ("sezzle", Later),
        ("bacs", Bank), ("bank", Bank), ("wire", Bank), ("sepa", Bank), ("ach", Bank), ("ideal", Bank), ("cheque", Bank), ("check", Bank),
        ("stripe", Card), ("shopify_payments", Card), ("authorize", Card), ("braintree", Card), ("adyen", Card), ("square", Card), ("card", Card),
        ("visa", Card), ("mastercard", Card), ("amex", Card), ("bogus", Card),
    ];

    /// <summary>The first kind that the name speaks of, or null.</summary>
    public static string? Of(string? gateway)
    {
        if (gateway is null)
            return null;
        foreach (var (word, method) in Words)
            if (word.Length <= 3 ? gateway.Equals(word, StringComparison.OrdinalIgnoreCase) : gateway.Contains(word, StringComparison.OrdinalIgnoreCase))
                return method;
        return null;
    }
}
