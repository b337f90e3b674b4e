using System.Globalization;
using MerchantOps.Demo;
using MerchantOps.Fraud;
using MerchantOps.Orders;
using Spectre.Console;

namespace MerchantOps.Functions.Commands;

/// <summary>What became of the demo's orders, held against the truth that no event carried.</summary>
internal sealed class DemoReport
{
    private readonly MarketplaceHistory history;
    private readonly List<Judged> orders;

    private DemoReport(MarketplaceHistory history, List<Judged> orders) => (this.history, this.orders) = (history, orders);

    /// <summary>Every order sent is there and decided.</summary>
    public bool Complete => orders.Count == history.Orders && orders.TrueForAll(static o => o.Order.Decision is not null);

    public static async Task<DemoReport> OfAsync(ApiClient client, MarketplaceHistory history, CancellationToken ct)
    {
        var orders = new List<Judged>(history.Orders);
        foreach (var merchant in history.Merchants)
            await foreach (var order in client.OrdersAsync(merchant.Id, ct))
                orders.Add(new Judged(order, history.Frauds.Find(order.Merchant, order.Shop, order.Id[(order.Shop.Length + 1)..])));
        return new DemoReport(history, orders);
    }

    public void Print(Latencies latencies)
    {
        PrintExamples();
        PrintPatterns();
        var (good, frauds) = (orders.Where(static o => o.Fraud is null).ToList(), orders.Where(static o => o.Fraud is not null).ToList());
        Line($"{orders.Count} of {history.Orders} orders stored, {orders.Count(static o => o.Order.Decision is not null)} decided: {Count(Outcome.Approve)} approved, {Count(Outcome.Review)} to review, {Count(Outcome.Decline)} declined.");
        Line($"Stopped {Share(frauds)} of the planted frauds ({frauds.Count(static o => o.Stopped)} of {frauds.Count}) and {Share(good)} of the good orders ({good.Count(static o => o.Stopped)} of {good.Count}).");
        Line($"Webhooks acknowledged in {latencies.Quantile(0.5):F1} ms (median), {latencies.Quantile(0.99):F1} ms (99 %).");
    }

    private void PrintExamples()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Order", "Total", "Outcome", "Why", "Truth");
        foreach (var group in orders.Where(static o => o.Order.Decision is not null).GroupBy(static o => (o.Order.Decision!.Outcome, o.Fraud?.Pattern)).OrderByDescending(static g => g.Key.Outcome))
        {
            var (order, fraud) = group.OrderByDescending(static o => o.Order.Decision!.Score).First();
            var reasons = string.Join('\n', order.Decision!.Reasons.Select(static r => "• " + r.Text));
            table.AddRow(
                Markup.Escape($"{order.Merchant}\n{order.Id}"), Markup.Escape(TotalOf(order)), $"[{ColourOf(order.Decision.Outcome)}]{order.Decision.Outcome}[/]",
                Markup.Escape(reasons), fraud is null ? "good" : $"[red]{fraud.Pattern}[/]");
        }

        AnsiConsole.Write(table);
    }

    private void PrintPatterns()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Planted", "Orders", "Approved", "Reviewed", "Declined", "Stopped");
        foreach (var group in orders.Where(static o => o.Order.Decision is not null).GroupBy(static o => o.Fraud?.Pattern.ToString() ?? "good orders").OrderBy(static g => g.Key, StringComparer.Ordinal))
            table.AddRow(
                group.Key, $"{group.Count()}", $"{group.Count(static o => o.Order.Decision!.Outcome == Outcome.Approve)}", $"{group.Count(static o => o.Order.Decision!.Outcome == Outcome.Review)}",
                $"{group.Count(static o => o.Order.Decision!.Outcome == Outcome.Decline)}", Share([.. group]));
        AnsiConsole.Write(table);
    }

    private int Count(Outcome outcome) => orders.Count(o => o.Order.Decision?.Outcome == outcome);

    private static string Share(List<Judged> some) =>
        some.Count == 0 ? "0 %" : ((double)some.Count(static o => o.Stopped) / some.Count).ToString("P1", CultureInfo.InvariantCulture);

    // Plain lines, unwrapped, so that they can be read by a program too.
    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static string TotalOf(OrderView order) =>
        order.Order is { } content && System.Text.Json.JsonDocument.Parse(content.Utf8).RootElement.TryGetProperty("total", out var total)
            ? $"{total.GetProperty("amount").GetString()} {total.GetProperty("currency").GetString()}" : "";

    private static string ColourOf(Outcome outcome) => outcome switch
    {
        Outcome.Decline => "red",
        Outcome.Review => "yellow",
        _ => "green",
    };

    private readonly record struct Judged(OrderView Order, PlantedFraud? Fraud)
    {
        public bool Stopped => Order.Decision?.Outcome is Outcome.Review or Outcome.Decline;
    }
}
