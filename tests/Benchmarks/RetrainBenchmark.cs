using System.CommandLine;

namespace MerchantOps.Benchmarks;

/// <summary><c>retrain</c>: the nightly training over a month of the marketplace, from the timer to the end of its work.</summary>
internal static class RetrainBenchmark
{
    private static readonly Option<int> Month = new("--month") { Description = "Orders to learn from.", DefaultValueFactory = _ => 50_000 };

    public static Command Create()
    {
        var command = new Command("retrain", "The nightly training, from its timer to its end.") { Month };
        Ranges.Demand(Month, 5_000, 150_000);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var time = TimeProvider.System;
        var orders = new MarketplaceOrders(parsed.GetValue(Month), time.GetUtcNow());
        using var data = new TempFolder();
        var program = await PublishedProgram.MerchantOpsAsync(ct);
        using (var filled = await HandlerServer.StartAsync(program, data.Path, time, ct))
        {
            await TrainedServer.LiveThroughAsync(filled, orders, time, ct);
            await filled.Process.StopAsync(ct);
        }

        using var server = await HandlerServer.StartAsync(program, data.Path, time, ct);
        var idle = server.Process.ResidentMb();
        var (before, started) = (server.Process.ProcessorTime(), time.GetTimestamp());
        await TrainedServer.TrainAsync(server, ct);
        var took = time.GetElapsedTime(started);
        new Figures()
            .Add("orders", orders.MonthOrders, "in the archive")
            .Add("seconds", took.TotalSeconds, "from the timer to the end")
            .Add("per_s", orders.MonthOrders / took.TotalSeconds, "orders scanned, learned from and compared per second")
            .Add("cpu_s", (server.Process.ProcessorTime() - before).TotalSeconds, "processor time of the server")
            .Add("idle_rss_mb", idle, "resident memory before")
            .Add("peak_rss_mb", server.Process.PeakResidentMb(), "most resident memory")
            .Print();
        await server.Process.StopAsync(ct);
        return 0;
    }
}
