using System.Diagnostics;
using MerchantOps.Storage.Cosmos;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>The server of tests/CosmosServer, on a free port, for the test classes of one collection. It ends with this process.</summary>
public sealed class CosmosServer : IAsyncLifetime, IDisposable
{
    private const string Announcement = "listening on ";

    /// <summary>The server checks no key; the SDK wants base64.</summary>
    private const string UnusedKey = "dGVzdA==";

    private readonly HttpClient _http = new();
    private Process? _process;

    public Uri Endpoint => _http.BaseAddress!;

    /// <summary>Why the server cannot run here, or null when it can.</summary>
    public static string? WhyNot() =>
        FindNode() is null ? "Node is not installed." :
        Folder() is not { } folder ? "tests/CosmosServer was not found." :
        Directory.Exists(Path.Combine(folder, "node_modules")) ? null :
        "Its packages are missing: run npm ci --ignore-scripts in tests/CosmosServer.";

    public async Task InitializeAsync()
    {
        if (WhyNot() is not null)
            return;
        _process = Process.Start(new ProcessStartInfo(FindNode()!, "start.js")
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await _process.StandardOutput.ReadLineAsync() ?? "";
        _http.BaseAddress = line.StartsWith(Announcement, StringComparison.Ordinal)
            ? new Uri(line[Announcement.Length..])
            : throw new InvalidOperationException($"The server did not start: {line}");
    }

    public async Task DisposeAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _process?.Dispose();
    }

    /// <summary>A database of the caller's own; made at its first use.</summary>
    public CosmosStoreOptions NewDatabase() => Options(Endpoint, $"test-{Guid.NewGuid():N}");

    public static CosmosStoreOptions Options(Uri endpoint, string database) => new() { Endpoint = endpoint, Key = UnusedKey, Database = database };

    /// <summary>Breaks calls whose path matches, as tests/CosmosServer/faults.js describes, until cleared.</summary>
    /// <param name="name">Of this set of rules; another set under the name replaces it.</param>
    /// <param name="rules">A JSON array.</param>
    public async Task BreakAsync(string name, string rules)
    {
        using var content = new StringContent(rules);
        using var response = await _http.PutAsync(new Uri($"faults/{name}", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Calls on the wire that matched the rules since they were set.</summary>
    public async Task<int> AttemptsAsync(string name)
    {
        using var json = System.Text.Json.JsonDocument.Parse(await _http.GetStringAsync(new Uri($"faults/{name}", UriKind.Relative)));
        return json.RootElement.GetProperty("attempts").GetInt32();
    }

    private static string? FindNode() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node"))
        .FirstOrDefault(File.Exists);

    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
                return Path.Combine(folder.FullName, "tests", "CosmosServer");
        return null;
    }
}

[CollectionDefinition(Name)]
public sealed class CosmosGroup : ICollectionFixture<CosmosServer>
{
    public const string Name = "Cosmos";
}
