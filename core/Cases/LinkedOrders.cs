using System.Globalization;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Cases;

/// <summary>
/// Which orders hang together: those that share a device, card or address with one of them, and so on (a connected component). Pure; at
/// most orders times links.
/// </summary>
internal static class LinkedOrders
{
    private static readonly (MemberKind Kind, string Code, string English, string Chinese)[] Links =
    [
        (MemberKind.Device, "shared-device", "{0} orders from one device.", "同一设备的 {0} 笔订单。"),
        (MemberKind.Card, "shared-card", "{0} orders paid with one card.", "同一张卡支付的 {0} 笔订单。"),
        (MemberKind.Address, "shared-address", "{0} orders to one address.", "寄往同一地址的 {0} 笔订单。"),
    ];

    /// <summary>The component of <paramref name="about"/> among the others, oldest order first; it alone when nothing is linked.</summary>
    public static IReadOnlyList<LinkedOrder> Component(LinkedOrder about, IReadOnlyList<LinkedOrder> others)
    {
        var (found, rest) = (new List<LinkedOrder> { about }, others.Where(o => o.Order != about.Order).ToList());
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(rest.Where(o => AreLinked(found[next], o)));
            rest.RemoveAll(o => AreLinked(found[next], o));
        }

        return [.. found.OrderBy(static o => o.Seen.At).ThenBy(static o => o.Order, StringComparer.Ordinal)];
    }

    /// <summary>What to tell a reviewer of a component of two orders or more. Its oldest order is its key. The link alone is worth 0.5; confirmed frauds add the rest.</summary>
    public static CaseDraft Draft(string merchant, IReadOnlyList<LinkedOrder> component)
    {
        var frauds = component.Count(static o => o.Fraud);
        List<CaseEvidence> evidence = [.. Links.Select(link => Evidence(link, component)).OfType<CaseEvidence>()];
        if (frauds > 0)
            evidence.Add(EvidenceOf("confirmed-frauds", frauds, component.Count, "{0} of them are confirmed frauds.", "其中 {0} 笔已确认为欺诈。"));
        return new CaseDraft
        {
            Merchant = merchant,
            Kind = CaseKinds.LinkedOrders,
            Key = component[0].Order,
            Summary = Text(component.Count, "{0} orders hang together by device, card or address.", "{0} 笔订单通过设备、卡或地址相互关联。"),
            Score = 0.5 + (0.5 * frauds / component.Count),
            Orders = [.. component.Select(static o => o.Order)],
            Evidence = [.. evidence.OrderByDescending(static e => e.Weight)],
        };
    }

    private static bool AreLinked(LinkedOrder one, LinkedOrder other) =>
        Links.Any(link => one.Seen[link.Kind] is not 0 and var value && other.Seen[link.Kind] == value);

    /// <summary>The largest group that shares one of the kind.</summary>
    private static CaseEvidence? Evidence((MemberKind Kind, string Code, string English, string Chinese) link, IReadOnlyList<LinkedOrder> component)
    {
        var largest = component.Where(o => o.Seen[link.Kind] != 0).GroupBy(o => o.Seen[link.Kind]).Select(static g => g.Count()).DefaultIfEmpty().Max();
        return largest < 2 ? null : EvidenceOf(link.Code, largest, component.Count, link.English, link.Chinese);
    }

    private static CaseEvidence EvidenceOf(string code, int count, int of, string english, string chinese) => new(code, (double)count / of, Text(count, english, chinese));

    private static CaseText Text(int count, string english, string chinese) =>
        new(string.Format(CultureInfo.InvariantCulture, english, count), string.Format(CultureInfo.InvariantCulture, chinese, count));
}

/// <param name="Order">Its id, such as <c>main:1001</c>.</param>
/// <param name="Seen">What it shares with others, as hashes.</param>
/// <param name="Fraud">Labelled so.</param>
internal sealed record LinkedOrder(string Order, OrderSeen Seen, bool Fraud)
{
    /// <summary>Null while only later events of the order have come.</summary>
    public static LinkedOrder? Of(OrderRecord record, PersonalHash hash) => record.ReadDecidedOrder() is { } order
        ? new LinkedOrder(record.Id, OrderEntities.Of(record.Merchant, record.Shop, order, hash).Seen, record.Label is { Fraud: true })
        : null;
}
