using System.Diagnostics;
using MerchantOps.Tests.Core.Storage;
using MerchantOps.Tests.Core.Streaming;

namespace MerchantOps.Tests.Core;

/// <summary>This assembly as a process of its own, for tests that kill one: the first argument names what it does until then.</summary>
internal static class ChildProgram
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["append-events", var path]:
                await EventAppender.RunAsync(path);
                return 0;
            case ["hold-store", var path]:
                return await StoreChild.HoldAsync(path);
            case ["write-store", var path]:
                return await StoreChild.WriteAsync(path);
            case ["share-cosmos", var endpoint, var database, var name]:
                return await StoreChild.WorkAsync(new Uri(endpoint), database, name);
            default:
                await Console.Error.WriteLineAsync("This assembly is run by dotnet test.");
                return 64;
        }
    }

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["exec", typeof(ChildProgram).Assembly.Location, .. args])
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("The child did not start.");
    }
}
