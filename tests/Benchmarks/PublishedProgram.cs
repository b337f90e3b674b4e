using System.Diagnostics;

namespace MerchantOps.Benchmarks;

/// <summary>Publishes a project as it is deployed: self-contained, ReadyToRun, linux-x64.</summary>
internal static class PublishedProgram
{
    private static readonly string[] SourceFolders = ["functions", "core", "tests/Benchmarks/EmptyApp"];

    private static readonly string[] SourceFiles = ["host.json", "global.json", "Directory.Build.props", "Directory.Packages.props"];

    /// <summary>The executable of MerchantOps, below <c>artifacts/publish</c>; published anew only when a source is newer.</summary>
    public static Task<string> MerchantOpsAsync(CancellationToken ct) => EnsureAsync("functions/MerchantOps.Functions.csproj", "MerchantOps.Functions", ct);

    /// <summary>The executable of an empty ASP.NET Core app, published alike.</summary>
    public static Task<string> EmptyAppAsync(CancellationToken ct) => EnsureAsync("tests/Benchmarks/EmptyApp/EmptyApp.csproj", "EmptyApp", ct);

    private static async Task<string> EnsureAsync(string project, string name, CancellationToken ct)
    {
        var root = Root();
        var folder = Path.Combine(root, "artifacts", "publish", name);
        var stamp = folder + ".stamp";
        var started = NewestSource(root);
        if (!File.Exists(stamp) || File.GetLastWriteTimeUtc(stamp) < started)
        {
            await Console.Error.WriteLineAsync($"Publishing {project} …");
            await PublishAsync(root, project, folder, ct);
            await File.WriteAllTextAsync(stamp, "", ct);
            File.SetLastWriteTimeUtc(stamp, started);
        }

        return Path.Combine(folder, name);
    }

    private static async Task PublishAsync(string root, string project, string folder, CancellationToken ct)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        // With intermediate files of its own: a restore for one runtime would disturb those of ordinary builds.
        var intermediate = Path.Combine(root, "artifacts", "publish", "build");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", project, "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishReadyToRun=true", $"-p:ArtifactsPath={intermediate}",
                "-o", folder, "-v", "quiet", "-nologo",
            ])
        {
            WorkingDirectory = root,
        })!;
        await publish.WaitForExitAsync(ct);
        if (publish.ExitCode != 0)
            throw new InvalidOperationException($"dotnet publish {project} failed with {publish.ExitCode}.");
    }

    private static DateTime NewestSource(string root) => SourceFolders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
        .Concat(SourceFiles.Select(file => Path.Combine(root, file)))
        .Max(File.GetLastWriteTimeUtc);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Serverless.sln is not found above the benchmarks: they publish the program from its sources.");
    }
}
