using MerchantOps.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Streaming.Embedded;

/// <summary>
/// The one writer: a thread of its own takes everything that callers have queued into one transaction, makes it durable with one
/// sync, and only then tells them. A fault fails the callers of that transaction alone; the next one starts afresh. Thread-safe.
/// </summary>
/// <remarks>A thread rather than a task, because a commit blocks for as long as the disk takes, and would hold a worker of the pool.</remarks>
internal sealed class LogWriter : IDisposable
{
    // Appends wait while the write-ahead log is copied, some 2 ms for each MB of it. An idle writer copies it at nobody's cost.
    private const long BackfillBytes = 2 << 20;
    private const long PageBytes = 4096;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMilliseconds(500);

    private readonly LogQueue _queue = new();
    private readonly LogFile _file;
    private readonly Action<LogTransaction> _committed;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private LogTransaction? _transaction;
    private long _bytesToBackfill;

    /// <param name="first">Opened already, so that a file that cannot be used is found before the log is.</param>
    /// <param name="committed">Called on the writer's thread after each commit, before the callers are told.</param>
    public LogWriter(LogFile file, LogTransaction first, Action<LogTransaction> committed, TimeProvider time, ILogger logger)
    {
        (_file, _transaction, _committed, _time, _logger) = (file, first, committed, time, logger);
        _thread = new Thread(Run) { IsBackground = true, Name = "event-log-writer" };
        _thread.Start();
    }

    /// <summary>Returns when the write is durable.</summary>
    /// <exception cref="UnavailableException">The log is closed, too far behind, or its disk refused: the write may or may not be done.</exception>
    public Task WriteAsync(LogWrite write)
    {
        _queue.Add(write);
        return write.Done;
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
    }

    private void Run()
    {
        var group = new List<LogWrite>();
        while (_queue.Take(group, IdleAfter))
        {
            if (group.Count > 0)
                Commit(group);
            if (_bytesToBackfill > (group.Count > 0 ? BackfillBytes : 0))
                Backfill();
        }

        Close();
    }

    private void Commit(List<LogWrite> group)
    {
        try
        {
            _transaction ??= new LogTransaction(_file);
            _transaction.Begin(_time.GetUtcNow());
            foreach (var write in group)
                write.Apply(_transaction);
            _transaction.Commit();
        }
        catch (Exception e)
        {
            Close();
            Fail(group, e);
            return;
        }

        _committed(_transaction);
        foreach (var write in group)
        {
            _bytesToBackfill += write.Bytes;
            write.Complete();
        }

        _bytesToBackfill += PageBytes;
    }

    private void Fail(List<LogWrite> group, Exception e)
    {
        var told = e is SqliteException fault ? LogFaults.Translate(fault, _file.Path) : e;
        _logger.LogError(e, "The event log could not commit {Writes} writes; their callers were told.", group.Count);
        foreach (var write in group)
            write.Fail(told);
    }

    private void Backfill()
    {
        _bytesToBackfill = 0;
        try
        {
            _transaction?.Backfill();
        }
        catch (SqliteException e)
        {
            // Nothing is lost: what is committed stays in the write-ahead log until the next attempt.
            _logger.LogWarning(e, "The write-ahead log of the event log could not be copied into its file now.");
            Close();
        }
    }

    private void Close()
    {
        _transaction?.Dispose();
        _transaction = null;
    }
}
