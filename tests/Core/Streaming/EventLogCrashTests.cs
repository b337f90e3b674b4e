using System.Diagnostics;
using System.Globalization;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventLogCrashTests : IDisposable
{
    private const int Kills = 5;
    private const int AcknowledgedBeforeKill = 100;

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_event_survives_kills_once_and_in_order()
    {
        _folder.Log.Dispose();
        var acknowledged = new List<string>();
        for (var kill = 0; kill < Kills; kill++)
            acknowledged.AddRange(await AppendUntilKilledAsync());

        _folder.Reopen();

        var kept = await ScanAsync();
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.All(kept.GroupBy(text => text[..text.LastIndexOf('/')]), caller => Assert.Equal(Enumerable.Range(0, caller.Count()), caller.Select(Number)));
    }

    [Fact]
    public async Task A_log_of_another_process_is_refused_until_that_one_is_killed()
    {
        _folder.Log.Dispose();
        using var owner = ChildProgram.Start("append-events", _folder.Path);
        await owner.StandardOutput.ReadLineAsync();

        var refusal = Assert.Throws<StoreInUseException>(_folder.Open);
        await KillAsync(owner);

        Assert.Equal(owner.Id, refusal.ProcessId);
        _folder.Reopen();
    }

    private async Task<List<string>> AppendUntilKilledAsync()
    {
        using var child = ChildProgram.Start("append-events", _folder.Path);
        var acknowledged = new List<string>();
        while (acknowledged.Count < AcknowledgedBeforeKill && await child.StandardOutput.ReadLineAsync() is { } line)
            acknowledged.Add(line);
        child.Kill();

        // What it printed before it died still counts; the last line may be cut off in the middle.
        var rest = await child.StandardOutput.ReadToEndAsync();
        acknowledged.AddRange(rest.Split('\n')[..^1]);
        await child.WaitForExitAsync();
        Assert.True(acknowledged.Count >= AcknowledgedBeforeKill);
        return acknowledged;
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private async Task<List<string>> ScanAsync()
    {
        var texts = new List<string>();
        await foreach (var record in _folder.Log.ScanAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None))
            texts.Add(LogFolder.Text(record.Record).TrimEnd());
        return texts;
    }

    private static int Number(string text) => int.Parse(text[(text.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);
}
