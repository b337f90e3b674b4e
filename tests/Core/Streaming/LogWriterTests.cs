using MerchantOps.Storage.Sqlite;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class LogWriterTests : IDisposable
{
    private readonly LogFolder _folder = new(new StreamOptions { Partitions = 1 });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Callers_are_told_only_after_the_commit()
    {
        _folder.Log.Dispose();
        var file = new LogFile(_folder.Path, _folder.Options);
        var write = new AppendWrite([LogFolder.Event("acme", "one")], 1);
        var toldBefore = true;
        var readable = 0L;
        using var writer = new LogWriter(file, new LogTransaction(file), _ => (toldBefore, readable) = (write.Done.IsCompleted, Count(file)), _folder.Time, NullLogger.Instance);

        await writer.WriteAsync(write);

        Assert.False(toldBefore);
        Assert.Equal(1, readable);
    }

    [Fact]
    public void Each_commit_is_flushed_to_the_disk()
    {
        _folder.Log.Dispose();
        using var connection = new LogFile(_folder.Path, _folder.Options).OpenForWriting();

        Assert.Equal(2, SqliteFile.Scalar(connection, "PRAGMA synchronous")); // FULL
    }

    private static long Count(LogFile file)
    {
        using var connection = file.OpenForReading();
        return SqliteFile.Scalar(connection, "SELECT COUNT(*) FROM events_0");
    }
}
