using MerchantOps.Orders;

namespace MerchantOps.Fraud.Signals;

/// <summary>The closed sets that an order's words fall into, as codes; NaN where the order does not tell.</summary>
internal static class OrderCategories
{
    public static readonly IReadOnlyList<string> Countries = [.. Enumerable.Range(0, 26 * 26).Select(static i => $"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}")];

    public static readonly IReadOnlyList<string> Channels = ["other", "ads", "seo", "direct", "search", "social", "email", "affiliate", "marketplace", "app", "referral"];

    public static readonly IReadOnlyList<string> Browsers = ["other", "edge", "opera", "chrome", "firefox", "safari", "ie", "app"];

    public static readonly IReadOnlyList<string> Methods = ["other", "card", "wallet", "bank", "cash-on-delivery", "invoice", "gift-card", "crypto"];

    // More telling first: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
    private static readonly (string Mark, int Code)[] BrowserMarks =
        [("edg", 1), ("opr/", 2), ("opera", 2), ("firefox", 4), ("fxios", 4), ("trident", 6), ("msie", 6), ("chrome", 3), ("crios", 3), ("safari", 5), ("okhttp", 7), ("cfnetwork", 7)];

    public static float Country(string? code)
    {
        if (code is not { Length: 2 })
            return float.NaN;
        var (a, b) = (char.ToUpperInvariant(code[0]) - 'A', char.ToUpperInvariant(code[1]) - 'A');
        return a is >= 0 and < 26 && b is >= 0 and < 26 ? (a * 26) + b : float.NaN;
    }

    public static float Channel(Order order) => CodeOf(Channels, order.Channel);

    public static float Method(Order order) => CodeOf(Methods, order.Payment?.Method);

    public static float Browser(Order order)
    {
        if (order.Device?.UserAgent is not { Length: > 0 } agent)
            return float.NaN;
        foreach (var (mark, code) in BrowserMarks)
            if (agent.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return code;
        return string.Equals(agent, "ie", StringComparison.OrdinalIgnoreCase) ? 6 : 0;
    }

    private static float CodeOf(IReadOnlyList<string> words, string? word)
    {
        if (string.IsNullOrWhiteSpace(word))
            return float.NaN;
        for (var i = 1; i < words.Count; i++)
            if (string.Equals(words[i], word.Trim(), StringComparison.OrdinalIgnoreCase))
                return i;
        return 0;
    }
}
