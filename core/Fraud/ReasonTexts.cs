using System.Globalization;

namespace MerchantOps.Fraud;

/// <summary>Puts a reason into words a merchant understands, in English and Chinese, with the order's own values.</summary>
public static class ReasonTexts
{
    private static readonly Dictionary<string, (string English, string Chinese)> Texts = new(StringComparer.Ordinal)
    {
        ["customer-charged-back"] = ("{0} % of this customer's earlier orders were confirmed frauds.", "该客户此前的订单中有 {0}% 已确认为欺诈。"),
        ["origin-charged-back"] = ("{0} % of the earlier orders from the same device, address or card were confirmed frauds.", "同一设备、IP 地址或卡此前的订单中有 {0}% 已确认为欺诈。"),
        ["origin-many-customers"] = ("{0} different customers at {1} merchant(s) ordered from the same device or address.", "有 {0} 位不同客户在 {1} 个商家使用同一设备或 IP 地址下单。"),
        ["origin-many-cards"] = ("{0} different cards were used from the same device or address.", "同一设备或 IP 地址使用了 {0} 张不同的卡。"),
        ["origin-second-buyer"] = ("A small order of {0} soon after another customer with another card ordered from the same device.", "另一位客户在同一设备上用另一张卡下单后不久，出现 {0} 的小额订单。"),
        ["card-testing"] = ("{0} different cards and {1} orders within an hour from the same device or address: cards are being tried out.", "同一来源一小时内使用 {0} 张卡下单 {1} 次：疑似盗卡测试。"),
        ["origin-hurried"] = ("About {0} orders within an hour from the same device, address or card.", "同一设备、IP 地址或卡一小时内下单约 {0} 次。"),
        ["takeover"] = ("{0} is {1} times this customer's usual order, from a device or IP address it never used to a new address, after {2} ordinary orders: the account may be stolen.", "{0} 为该客户平时订单的 {1} 倍，且来自从未使用过的设备或 IP 地址，并寄往新地址（此前有 {2} 笔正常订单）：账户可能被盗。"),
        ["unusual-for-customer"] = ("A device or IP address this customer never used, and {0} is {1} times this customer's usual order.", "来自该客户从未使用过的设备或 IP 地址，金额 {0} 为该客户平时订单的 {1} 倍。"),
        ["instant-order"] = ("The account was {0} second(s) old when it ordered.", "账户注册仅 {0} 秒后即下单。"),
        ["fresh-account"] = ("The account was {0} minute(s) old when it ordered for {1}.", "账户注册 {0} 分钟后即下单，金额 {1}。"),
        ["fresh-account-again"] = ("Order number {0} of an account that is {1} minute(s) old.", "注册 {1} 分钟的账户的第 {0} 笔订单。"),
        ["large-guest-order"] = ("A guest of whom nothing is known orders for {0}.", "无历史记录的访客下单，金额 {0}。"),
        ["card-country"] = ("The card is from {0}, the billing address from {1}.", "卡的发卡国为 {0}，账单地址为 {1}。"),
        ["address-country"] = ("Ordered from {0}, billed to {1}.", "下单地为 {0}，账单地址为 {1}。"),
        ["shipping-country"] = ("Shipped to {0}, billed to {1}.", "寄往 {0}，账单地址为 {1}。"),
        ["model"] = ("The learned model gives a fraud probability of {0} %; it weighs most: {1}.", "学习模型给出的欺诈概率为 {0}%，主要因素：{1}。"),
        ["known-customer"] = ("The customer has {0} earlier order(s) without trouble.", "该客户此前有 {0} 笔正常订单。"),
        ["settled-account"] = ("The account is {0} day(s) old and nothing is suspicious.", "账户已注册 {0} 天，未发现可疑之处。"),
        ["nothing-suspicious"] = ("Nothing is suspicious about this order of {0}.", "该笔 {0} 的订单未发现可疑之处。"),
    };

    /// <summary>The codes that have a text.</summary>
    public static IReadOnlyCollection<string> Codes => Texts.Keys;

    /// <summary>The text of a reason; an unknown code (of a later version) is shown as it is.</summary>
    public static string Of(Reason reason, Language language)
    {
        if (!Texts.TryGetValue(reason.Code, out var text))
            return $"{reason.Code}: {string.Join(", ", reason.Values)}";

        object[] values = [.. reason.Values];
        return string.Format(CultureInfo.InvariantCulture, language == Language.Chinese ? text.Chinese : text.English, values);
    }
}

/// <summary>The languages that reasons are told in.</summary>
public enum Language
{
    English,
    Chinese,
}
