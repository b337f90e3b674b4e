using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MerchantOps.Events;
using MerchantOps.Tests.Running;

namespace MerchantOps.Benchmarks;

/// <summary>
/// <c>startup</c>: from process start to the first answered <c>GET /</c> as the Functions host's handler, run by run in turn with an
/// empty ASP.NET Core app published alike, and to the first answered batch envelope; then the memory of an idle local host.
/// </summary>
internal static class StartupBenchmark
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private static readonly Option<int> Runs = new("--runs") { Description = "Starts of each program, at least 3.", DefaultValueFactory = _ => 21 };

    public static Command Create()
    {
        var command = new Command("startup", "Cold start beside an empty ASP.NET Core app, and idle memory.") { Runs };
        Runs.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 3)
                result.AddError("--runs must be at least 3.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (ours, empty) = (await PublishedProgram.MerchantOpsAsync(ct), await PublishedProgram.EmptyAppAsync(ct));
        using var data = new TempFolder();
        var (first, envelope, plain) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        var runs = parsed.GetValue(Runs);
        for (var run = 0; run <= runs; run++)
        {
            var (answered, handled) = await HandlerAsync(ours, data.Path, run, ct);
            var baseline = await EmptyAppAsync(empty, ct);
            if (run == 0)
                continue; // It reads the files from disk and makes the data folder.
            first.Add(answered);
            envelope.Add(handled);
            plain.Add(baseline);
        }

        var (p50, emptyP50) = (Durations.Quantile(first, 0.5), Durations.Quantile(plain, 0.5));
        new Figures()
            .Add("runs", runs, "starts of each program, taken in turn")
            .Add("p50_ms", p50, "median, start to first GET / answered")
            .Add("p99_ms", Durations.Quantile(first, 0.99), "slowest but one per cent")
            .Add("empty_app_ms", emptyP50, "median of the empty app")
            .Add("ratio", p50 / emptyP50, "p50_ms / empty_app_ms")
            .Add("envelope_ms", Durations.Quantile(envelope, 0.5), "median, start to first order of a batch envelope decided and stored")
            .Add("idle_rss_mb", await IdleMemoryAsync(ours, data.Path, ct), "resident memory of the local host after 5 idle seconds")
            .Print();
        return 0;
    }

    private static async Task<(TimeSpan Answered, TimeSpan Handled)> HandlerAsync(string program, string data, int run, CancellationToken ct)
    {
        var (time, port) = (TimeProvider.System, FirstAnswer.FreePort());
        var envelope = Envelope(run, time.GetUtcNow());
        var started = time.GetTimestamp();
        using var process = ServerProcess.Start(
            [program], ("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(CultureInfo.InvariantCulture)), ("Data__Directory", data));
        await FirstAnswer.WaitAsync(port, time, ct);
        var answered = time.GetElapsedTime(started);
        await FirstAnswer.PostAsync(port, "/IngestEvents", envelope, ct);
        var handled = time.GetElapsedTime(started);
        await process.KillAsync(ct);
        return (answered, handled);
    }

    private static async Task<TimeSpan> EmptyAppAsync(string program, CancellationToken ct)
    {
        var (time, port) = (TimeProvider.System, FirstAnswer.FreePort());
        var started = time.GetTimestamp();
        using var process = ServerProcess.Start([program], ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"));
        await FirstAnswer.WaitAsync(port, time, ct);
        var answered = time.GetElapsedTime(started);
        await process.KillAsync(ct);
        return answered;
    }

    private static async Task<double> IdleMemoryAsync(string program, string data, CancellationToken ct)
    {
        using var process = ServerProcess.Serve([program], data);
        await process.Address.WaitAsync(ct);
        await Task.Delay(Idle, ct);
        var resident = process.ResidentMb();
        await process.StopAsync(ct);
        return resident;
    }

    /// <summary>One new order as the Functions host passes it on from an event hub.</summary>
    private static string Envelope(int run, DateTimeOffset now)
    {
        var order = CloudEventCodec.Write(new OrderPopulation(seed: run, merchants: 1, now).Events(1).Single());
        var events = JsonSerializer.Serialize(new[] { System.Text.Encoding.UTF8.GetString(order) });
        return $$$"""
            {"Data":{"events":{{{JsonSerializer.Serialize(events)}}}},
             "Metadata":{"PartitionContext":{"EventHubName":"startup","ConsumerGroup":"$Default","PartitionId":"0"},
                         "SequenceNumberArray":"[{{{run}}}]","EnqueuedTimeUtcArray":"[\"{{{now.UtcDateTime:O}}}\"]"}}
            """;
    }
}
