using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using MerchantOps.Tests.Functions;
using MerchantOps.Tests.Functions.Hosting;

namespace MerchantOps.Tests.EndToEnd.Publishing;

/// <summary>What is deployed, started as the Functions host starts it and as its own host.</summary>
public sealed class PublishedProgramTests(PublishedProgram program) : IClassFixture<PublishedProgram>, IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("merchantops-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void The_publish_output_is_a_complete_script_root()
    {
        var host = JsonElement.Parse(File.ReadAllText(Path.Combine(program.Root, "host.json")));
        var executable = host.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString()!;

        Assert.Equal(program.Executable, Path.Combine(program.Root, executable));
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(program.Executable).HasFlag(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
        Assert.True(File.Exists(Path.Combine(program.Root, "web", "openapi.json")));
        Assert.Equal(FunctionFolders(Path.Combine(Repository.Root, "functions")), FunctionFolders(program.Root));
    }

    [Fact]
    public void No_function_folder_has_anything_that_would_make_the_host_take_it_for_another_language() =>
        Assert.All(FunctionFolders(program.Root), name => Assert.Equal(["function.json"], Directory.GetFiles(Path.Combine(program.Root, name)).Select(Path.GetFileName)));

    [Fact]
    public async Task As_a_child_of_the_host_it_answers_probe_plain_requests_and_envelopes_and_never_writes_below_the_app_root()
    {
        var before = Contents();
        var port = ProgramProcess.FreePort();
        using var handler = new ProgramProcess(
            program.Executable, [], program.Root,
            ("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(CultureInfo.InvariantCulture)), ("FUNCTIONS_APP_ROOT_PATH", program.Root),
            ("FUNCTIONS_WORKER_RUNTIME", "custom"), ("ASPNETCORE_URLS", "http://127.0.0.1:1"), ("Data__Directory", _data));
        Assert.Equal(HttpStatusCode.OK, (await ProgramProcess.AnswerAsync(port)).StatusCode);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        var health = await client.GetAsync("/api/health");
        var batch = await client.PostAsync("/IngestEvents", Json(Batch));
        var timers = new List<HttpResponseMessage>();
        foreach (var timer in new[] { "ContinueJobs", "DrainParked", "RetrainFraudModel" })
            timers.Add(await client.PostAsync("/" + timer, Json("""{"Data":{"timer":{"IsPastDue":false}},"Metadata":{}}""")));
        var stats = JsonElement.Parse(await client.GetStringAsync("/api/stats"));

        Assert.All([health, batch, .. timers], reply => Assert.Equal(HttpStatusCode.OK, reply.StatusCode));
        Assert.Equal("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", await batch.Content.ReadAsStringAsync());
        Assert.Equal(1, stats.GetProperty("ingestion").GetProperty("events").GetInt32());
        handler.Terminate();
        Assert.Equal(200, (await handler.ExitAsync()).Code);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task As_its_own_host_it_serves_from_any_folder()
    {
        var before = Contents();
        using var local = new ProgramProcess(program.Executable, ["serve", "--port", "0", "--data", _data], Path.GetTempPath());
        var address = (await local.ReadUntilAsync("Listening on ")).TrimEnd().Split(' ')[^1];
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Add("x-functions-key", (await File.ReadAllTextAsync(Path.Combine(_data, "operator.key"))).Trim());

        var scored = await client.PostAsync("/api/orders/score", Json(
            """{"merchant":"acme","shop":"main","order":{"id":"1","placedAt":"2026-01-02T03:04:05Z","total":{"amount":"20.00","currency":"USD"}}}"""));
        var openApi = JsonElement.Parse(await client.GetStringAsync("/api/openapi.json"));

        Assert.Equal(HttpStatusCode.OK, scored.StatusCode);
        Assert.Equal("3.1.0", openApi.GetProperty("openapi").GetString());
        local.Terminate();
        Assert.Equal(0, (await local.ExitAsync()).Code);
        Assert.Equal(before, Contents());
    }

    private const string Batch = """{"Data":{"events":"[\"not an event\"]"},"Metadata":{"PartitionContext":{"EventHubName":"hub","PartitionId":"0"},"SequenceNumberArray":"[1]"}}""";

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static IEnumerable<string> FunctionFolders(string root) =>
        Directory.GetDirectories(root).Where(folder => File.Exists(Path.Combine(folder, "function.json"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    /// <summary>Every file and folder of the app root with its size and the time of its last change.</summary>
    private List<string> Contents() =>
    [
        .. new DirectoryInfo(program.Root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(entry => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal),
    ];
}
