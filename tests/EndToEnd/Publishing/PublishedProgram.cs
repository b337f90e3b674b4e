using System.Diagnostics;
using MerchantOps.Tests.Functions;

namespace MerchantOps.Tests.EndToEnd.Publishing;

/// <summary>The program published as for Azure on Linux, once for all tests: self-contained and ReadyToRun.</summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("merchantops-publish-").FullName;

    /// <summary>The script root.</summary>
    public string Root => Path.Combine(_folder, "root");

    public string Executable => Path.Combine(Root, "MerchantOps.Functions");

    public async Task InitializeAsync()
    {
        // With output folders and build servers of its own, because other projects of the solution may be building.
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(Repository.Root, "functions"), "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishReadyToRun=true",
                "-o", Root, "--nologo", "-v", "quiet", "--disable-build-servers", $"-p:ArtifactsPath={Path.Combine(_folder, "artifacts")}",
            ])
        {
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException("Publishing failed: " + output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
