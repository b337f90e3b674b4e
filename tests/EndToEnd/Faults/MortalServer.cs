using MerchantOps.Tests.Running;

namespace MerchantOps.Tests.EndToEnd.Faults;

/// <summary>The local host over one data folder, killed and started again. Not thread-safe but for <see cref="Address"/>.</summary>
internal sealed class MortalServer(string data) : IDisposable
{
    private ServerProcess? process;
    private volatile Uri? address;

    /// <summary>The built program, which its project's output brings beside the tests.</summary>
    public static IReadOnlyList<string> Program { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "MerchantOps.Functions.dll")];

    /// <summary>Where it listens on 127.0.0.1; null while it does not, or while nobody has noticed yet that it does not.</summary>
    public Uri? Address => address;

    public int Kills { get; private set; }

    /// <summary>Starts it without waiting for it to listen.</summary>
    public void Launch() => process = ServerProcess.Serve(Program, data);

    public async Task ListensAsync(CancellationToken ct) => address = await process!.Address.WaitAsync(ct);

    public async Task KillAsync(CancellationToken ct)
    {
        Kills++;
        await process!.KillAsync(ct);
        address = null;
        process.Dispose();
    }

    public async Task StopAsync(CancellationToken ct)
    {
        await process!.StopAsync(ct);
        address = null;
    }

    public void Dispose() => process?.Dispose();
}
