namespace MerchantOps.Fraud;

/// <summary>Features in words a merchant understands.</summary>
internal static class FeatureWords
{
    private static readonly (string Prefix, string English, string Chinese)[] Kinds =
    [
        ("person_", "this customer", "该客户"), ("shop_", "this shop", "该店铺"), ("device_", "this device", "该设备"), ("card_", "this card", "该卡"),
        ("address_", "this delivery address", "该收货地址"), ("domain_", "this mail domain", "该邮箱域名"), ("network_", "this internet connection", "该网络"),
    ];

    private static readonly Dictionary<string, (string English, string Chinese)> Measures = new(StringComparer.Ordinal)
    {
        ["orders"] = ("earlier orders of {0}", "{0}的历史订单数"),
        ["orders_1h"] = ("orders of {0} within the hour", "{0}一小时内的订单数"),
        ["orders_1d"] = ("orders of {0} within the day", "{0}一天内的订单数"),
        ["orders_7d"] = ("orders of {0} within the week", "{0}一周内的订单数"),
        ["orders_30d"] = ("orders of {0} within the month", "{0}一个月内的订单数"),
        ["amount_1d"] = ("what {0} spent within the day", "{0}一天内的金额"),
        ["amount_30d"] = ("what {0} spent within the month", "{0}一个月内的金额"),
        ["amount_ratio"] = ("the amount against the usual of {0}", "金额与{0}平时相比"),
        ["amount_z"] = ("the amount, unusual for {0}", "金额对{0}而言异常"),
        ["since_last"] = ("the time since the last order of {0}", "{0}距上次下单的时间"),
        ["age"] = ("how long {0} has been known", "{0}已知的时长"),
        ["frauds"] = ("confirmed frauds of {0}", "{0}已确认的欺诈"),
        ["fraud_share"] = ("the share of frauds of {0}", "{0}的欺诈比例"),
        ["fraud_share_7d"] = ("the recent share of frauds of {0}", "{0}近期的欺诈比例"),
        ["fraud_share_30d"] = ("the month's share of frauds of {0}", "{0}一个月的欺诈比例"),
        ["fraud_run"] = ("an unbroken run of frauds of {0}", "{0}连续出现欺诈"),
        ["since_fraud"] = ("the time since a fraud of {0}", "{0}距上次欺诈的时间"),
        ["persons"] = ("customers on {0}", "使用{0}的客户数"),
        ["persons_1d"] = ("customers on {0} within the day", "一天内使用{0}的客户数"),
        ["devices"] = ("devices of {0}", "{0}的设备数"),
        ["cards"] = ("cards of {0}", "{0}的卡数"),
        ["cards_1d"] = ("cards of {0} within the day", "{0}一天内的卡数"),
        ["addresses"] = ("delivery addresses of {0}", "{0}的收货地址数"),
        ["networks"] = ("internet connections of {0}", "{0}的网络数"),
        ["shops"] = ("shops of {0}", "{0}涉及的店铺数"),
        ["new_device"] = ("a device new to {0}", "{0}的新设备"),
        ["new_card"] = ("a card new to {0}", "{0}的新卡"),
        ["new_address"] = ("a delivery address new to {0}", "{0}的新收货地址"),
        ["new_network"] = ("an internet connection new to {0}", "{0}的新网络"),
        ["shop_orders"] = ("earlier orders of {0} at this shop", "{0}在本店的历史订单数"),
        ["host_orders"] = ("earlier orders from the same IP address", "同一 IP 地址的历史订单数"),
        ["host_since"] = ("the time since the last order from the same IP address", "同一 IP 地址距上次下单的时间"),
    };

    private static readonly Dictionary<string, (string English, string Chinese)> OfOrder = new(StringComparer.Ordinal)
    {
        ["shop_young_7d"] = ("new accounts among the shop's orders of the week", "店铺一周订单中的新账户比例"),
        ["shop_young_share"] = ("new accounts among the shop's orders", "店铺订单中的新账户比例"),
        ["graph_persons"] = ("customers linked by devices, cards and addresses", "通过设备、卡和地址关联的客户数"),
        ["graph_frauds"] = ("frauds among linked customers", "关联客户中的欺诈"),
        ["amount"] = ("the amount", "订单金额"),
        ["units"] = ("the number of pieces", "商品件数"),
        ["lines"] = ("the number of items", "商品种类数"),
        ["tiny_amount"] = ("a tiny amount", "金额极小"),
        ["round_amount"] = ("a round amount", "整数金额"),
        ["hour"] = ("the time of day", "下单时段"),
        ["weekday"] = ("the day of the week", "星期几"),
        ["guest"] = ("an order without an account", "访客下单"),
        ["account_minutes"] = ("the time from sign-up to order", "注册到下单的时间"),
        ["ships_abroad"] = ("delivery to another country than the bill's", "收货国与账单国不同"),
        ["address_abroad"] = ("an IP address in another country", "IP 地址在其他国家"),
        ["card_abroad"] = ("a card of another country", "其他国家的卡"),
        ["mail_digits"] = ("digits in the mail address", "邮箱中的数字"),
        ["mail_free"] = ("the provider of the mail address", "邮箱服务商"),
        ["country"] = ("the country", "国家"),
        ["channel"] = ("where the buyer came from", "买家来源渠道"),
        ["browser"] = ("the browser", "浏览器"),
        ["method"] = ("the payment method", "支付方式"),
    };

    /// <summary>The words of a feature; its name with blanks when it has none (one of a later version).</summary>
    public static string Of(string feature, Language language)
    {
        if (OfOrder.TryGetValue(feature, out var order))
            return language == Language.Chinese ? order.Chinese : order.English;
        foreach (var (prefix, english, chinese) in Kinds)
            if (feature.StartsWith(prefix, StringComparison.Ordinal) && Measures.TryGetValue(feature[prefix.Length..], out var measure))
                return language == Language.Chinese ? string.Format(null, measure.Chinese, chinese) : string.Format(null, measure.English, english);
        return feature.Replace('_', ' ');
    }
}
