using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace MerchantOps.Tests.Running;

/// <summary>The program as a process of its own. Disposing kills it, if it still runs.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Listening = "Listening on ";

    private const int KeptLines = 20;

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> lastLines = new();

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The program ended before it listened:\n" + LastOutput));
        process.EnableRaisingEvents = true;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens, as soon as it does.</summary>
    public Task<Uri> Address => address.Task;

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>The last lines it printed.</summary>
    public string LastOutput => string.Join('\n', lastLines);

    /// <param name="command">The file to run and its arguments.</param>
    /// <param name="environment">On top of this process's own.</param>
    public static ServerProcess Start(IReadOnlyList<string> command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServerProcess(new Process { StartInfo = start });
    }

    /// <summary>The local host over a data folder, on a free port of 127.0.0.1.</summary>
    public static ServerProcess Serve(IReadOnlyList<string> program, string data, params (string Name, string Value)[] environment) =>
        Start([.. program, "serve", "--port", "0", "--data", data], environment);

    /// <summary>Resident memory now, in MB.</summary>
    public double ResidentMb() => Status("VmRSS:");

    /// <summary>The most resident memory it ever had, in MB.</summary>
    public double PeakResidentMb() => Status("VmHWM:");

    /// <summary>Time of the processors it has used since it started.</summary>
    public TimeSpan ProcessorTime()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is told.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        process.Kill();
        await process.WaitForExitAsync(ct);
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(ct);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lastLines.Enqueue(line);
        while (lastLines.Count > KeptLines)
            lastLines.TryDequeue(out _);
        if (line.StartsWith(Listening, StringComparison.Ordinal))
            address.TrySetResult(new Uri(line[Listening.Length..].Split(' ')[0]));
    }

    private double Status(string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024;
    }
}
