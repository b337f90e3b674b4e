using System.Globalization;

namespace MerchantOps.Fraud;

/// <summary>The reasons that are not rules', in English and Chinese; a rule set brings the texts of its own.</summary>
public static class ReasonTexts
{
    private static readonly Dictionary<string, (string English, string Chinese)> Texts = new(StringComparer.Ordinal)
    {
        ["model"] = ("The learned model gives a fraud probability of {0} %; what weighs most: {1}.", "学习模型给出的欺诈概率为 {0}%，主要因素：{1}。"),
        ["known-customer"] = ("The customer has {0} earlier order(s) without trouble.", "该客户此前有 {0} 笔正常订单。"),
        ["settled-account"] = ("The account is {0} day(s) old and nothing is suspicious.", "账户已注册 {0} 天，未发现可疑之处。"),
        ["nothing-suspicious"] = ("Nothing is suspicious about this order of {0}.", "该笔 {0} 的订单未发现可疑之处。"),
        ["control"] = ("Let go at random, to learn what becomes of orders that would be stopped.", "随机放行，用于了解被拦截订单的真实结果。"),
        ["muted"] = ("A reviewer has vouched for this buyer, device, card or address for a while.", "审核员已在一段时间内为该买家、设备、卡或地址担保。"),
        ["blocked"] = ("A reviewer has blocked this buyer, device, card or address for a while.", "审核员已在一段时间内禁止该买家、设备、卡或地址。"),
    };

    /// <summary>The codes that have a text here.</summary>
    public static IReadOnlyCollection<string> Codes => Texts.Keys;

    /// <summary>The text of a reason; null when it is a rule's.</summary>
    public static string? Of(Reason reason, Language language)
    {
        if (!Texts.TryGetValue(reason.Code, out var text))
            return null;

        var template = language == Language.Chinese ? text.Chinese : text.English;
        object[] values = reason.Code == "model" && reason.Values.Count > 0
            ? [reason.Values[0], string.Join(language == Language.Chinese ? "、" : ", ", reason.Values.Skip(1).Select(name => FeatureWords.Of(name, language)))]
            : [.. reason.Values];
        return string.Format(CultureInfo.InvariantCulture, template, values);
    }
}

/// <summary>The languages that reasons are told in.</summary>
public enum Language
{
    English,
    Chinese,
}
