using System.Globalization;

namespace MerchantOps.Brushing;

/// <summary>What the orders of a finding have in common, in English and Chinese, with the figures of the shop's other orders beside it.</summary>
internal static class EvidenceTexts
{
    /// <param name="orders">The orders found, at least one.</param>
    /// <param name="others">The merchant's orders beside these.</param>
    public static BrushingEvidence Of(BrushingFact fact, double weight, BrushingSearch search, int[] orders, int[] others)
    {
        var table = search.Table;
        var answers = search.Answers[BrushingFact.IndexOf(fact)];
        var (n, buyers) = (orders.Length, Distinct(table.Buyers, orders));
        string Share(int[] of, int from) => Percent(of, answers, from);
        var (code, english, chinese) = fact.Name switch
        {
            "device" => ("shared-devices", Text($"{n} orders of {buyers} buyers came from {Distinct(table.Devices, orders)} devices."), Text($"{buyers} 个买家的 {n} 笔订单来自 {Distinct(table.Devices, orders)} 台设备。")),
            "card" => ("shared-cards", Text($"{n} orders of {buyers} buyers were paid with {Distinct(table.Cards, orders)} cards."), Text($"{buyers} 个买家的 {n} 笔订单由 {Distinct(table.Cards, orders)} 张卡付款。")),
            "address" => ("shared-addresses", Text($"{n} orders of {buyers} buyers went to {Distinct(table.Addresses, orders)} addresses."), Text($"{buyers} 个买家的 {n} 笔订单寄往 {Distinct(table.Addresses, orders)} 个地址。")),
            "network" => ("shared-networks", Text($"{n} orders of {buyers} buyers came from {Distinct(table.Networks, orders)} networks."), Text($"{buyers} 个买家的 {n} 笔订单来自 {Distinct(table.Networks, orders)} 个网段。")),
            "review" => ("quick-reviews", Text($"{Share(orders, 1)} of the orders were reviewed, in the median {Waited(table, orders)} hours later; {Share(others, 1)} of the shop's other orders, {Waited(table, others)} hours later."), Text($"{Share(orders, 1)} 的订单有评价，中位时间为下单后 {Waited(table, orders)} 小时；店铺其他订单为 {Share(others, 1)}，{Waited(table, others)} 小时。")),
            "text" => ("same-words", Text($"{Share(orders, 1)} of the reviews use the words of another buyer's."), Text($"{Share(orders, 1)} 的评价与其他买家的评价文字相同。")),
            "account" => ("young-accounts", Text($"{Below(orders, answers, 3)} of the accounts were younger than a month when they ordered; {Below(others, answers, 3)} of the others."), Text($"{Below(orders, answers, 3)} 的账号下单时注册不足一个月；其他订单为 {Below(others, answers, 3)}。")),
            "cohort" => ("accounts-made-together", Text($"{Share(orders, 1)} of the accounts were made within three hours of others that bought the same."), Text($"{Share(orders, 1)} 的账号与购买同一商品的其他账号在三小时内注册。")),
            "refund" => ("refunds", Text($"{Share(orders, 2)} of the orders got all their money back; {Share(others, 2)} of the shop's other orders."), Text($"{Share(orders, 2)} 的订单全额退款；店铺其他订单为 {Share(others, 2)}。")),
            "price" => ("unusual-prices", Text($"{Share(orders, 1)} of the orders were not at the usual price; {Share(others, 1)} of the shop's other orders."), Text($"{Share(orders, 1)} 的订单偏离常用价格；店铺其他订单为 {Share(others, 1)}。")),
            "quantity" => ("single-units", Text($"{n} orders of {buyers} buyers, nearly all of a single unit."), Text($"{buyers} 个买家的 {n} 笔订单几乎都只买一件。")),
            "repeat" => ("few-buyers", Text($"{buyers} buyers placed {n} orders; {Share(orders, 1)} are of buyers that bought it again, {Share(others, 1)} of the shop's other orders."), Text($"{buyers} 个买家下了 {n} 笔订单；{Share(orders, 1)} 来自重复购买的买家，店铺其他订单为 {Share(others, 1)}。")),
            _ => ("bursts", Text($"{Share(orders, 1)} of the orders came in bursts; {Share(others, 1)} of the shop's other orders."), Text($"{Share(orders, 1)} 的订单集中在短时间内；店铺其他订单为 {Share(others, 1)}。")),
        };
        return new BrushingEvidence(code, weight, english, chinese);
    }

    public static BrushingEvidence UnusualListing(double weight, int listings) => new(
        "unusual-listing", weight, Text($"The listing stands out among {listings} listings by what its orders tell."), Text($"该商品的订单特征在 {listings} 个商品中明显异常。"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static int Distinct(Codes codes, int[] orders) => orders.Select(i => codes[i]).Where(static c => c >= 0).Distinct().Count();

    /// <summary>Share of the orders that tell whose answer is at least <paramref name="from"/>.</summary>
    private static string Percent(int[] orders, byte[] answers, int from)
    {
        var told = orders.Count(i => answers[i] != BrushingFact.Unknown);
        return Text($"{(told == 0 ? 0 : 100.0 * orders.Count(i => answers[i] != BrushingFact.Unknown && answers[i] >= from) / told):F0} %");
    }

    private static string Below(int[] orders, byte[] answers, int below)
    {
        var told = orders.Count(i => answers[i] != BrushingFact.Unknown);
        return Text($"{(told == 0 ? 0 : 100.0 * orders.Count(i => answers[i] < below) / told):F0} %");
    }

    /// <summary>Median hours from order to review; a dash when there is none.</summary>
    private static string Waited(BrushingTable table, int[] orders)
    {
        double[] hours = [.. orders.Where(i => table.Reviews[i] is not null).Select(i => (table.Reviews[i]!.At - table.Orders[i].At).TotalHours).Order()];
        return hours.Length == 0 ? "–" : Text($"{hours[hours.Length / 2]:F0}");
    }
}
