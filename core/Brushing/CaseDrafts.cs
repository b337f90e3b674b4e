using System.Globalization;
using MerchantOps.Cases;
using MerchantOps.Orders;

namespace MerchantOps.Brushing;

/// <summary>Makes of a finding what a person is given to look at.</summary>
internal static class CaseDrafts
{
    /// <summary>One draft, or several when the finding has more orders than a case takes. The same listing has the same keys every night.</summary>
    public static IEnumerable<CaseDraft> Of(BrushingFinding finding) => finding.Orders.Chunk(CaseDraft.MaxOrders).Select((orders, part) => new CaseDraft
    {
        Merchant = finding.Merchant,
        Kind = CaseKinds.Brushing,
        Key = finding.Product is { } product ? Text($"{finding.Shop}/{product}/{part}") : Text($"{finding.Shop}//{finding.Orders[0]}/{part}"),
        Summary = new CaseText(
            Text($"{finding.Orders.Count} orders of {finding.Buyers} buyers look placed to make {finding.Product ?? "listings of the shop"} look wanted."),
            Text($"{finding.Buyers} 个买家的 {finding.Orders.Count} 笔订单疑似为{finding.Product ?? "店铺多个商品"}刷单。")),
        Score = finding.Score,
        Product = finding.Product,
        Orders = [.. orders.Select(id => OrderRecord.KeyOf(finding.Merchant, finding.Shop, id).Id)],
        Evidence = [.. finding.Evidence.Select(static e => new CaseEvidence(e.Code, e.Weight, new CaseText(e.English, e.Chinese)))],
    });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
