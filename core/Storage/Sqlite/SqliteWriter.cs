using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Storage.Sqlite;

/// <summary>
/// The one writer of the file, on a thread of its own because a commit blocks on the disk. Group commit: one transaction takes
/// whatever is queued, so callers who come at the same time share one flush. Thread-safe.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Bounds how long the first caller of a group waits for the last.</summary>
    private const int MaxWritesPerCommit = 4_096;

    private const int MaxQueued = 1_024;

    private readonly Channel<WriteRequest> _queue = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(MaxQueued) { SingleReader = true });
    private readonly SqliteFile _file;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private SqliteWriteSession? _session;

    /// <param name="session">Open already; the writer owns it.</param>
    public SqliteWriter(SqliteFile file, SqliteWriteSession session, TimeProvider time)
    {
        _file = file;
        _session = session;
        _time = time;
        _thread = new Thread(Work) { IsBackground = true, Name = "documents writer" };
        _thread.Start();
    }

    /// <summary>Returns once the writes are durable. A request given up while its transaction runs may still be carried out.</summary>
    public async Task<IReadOnlyList<SaveResult>> SaveAsync(WriteRequest request, CancellationToken ct)
    {
        try
        {
            await _queue.Writer.WriteAsync(request, ct);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The store was closed.", e);
        }

        return await request.Outcome;
    }

    /// <summary>Carries out what is queued, then closes the file.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _session?.Dispose();
    }

    private void Work()
    {
        var group = new List<WriteRequest>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather(group);
            Commit(group);
            group.Clear();
        }
    }

    private void Gather(List<WriteRequest> group)
    {
        for (var writes = 0; writes < MaxWritesPerCommit && _queue.Reader.TryRead(out var request); writes += request.Writes.Count)
            group.Add(request);
    }

    private void Commit(List<WriteRequest> group)
    {
        var fault = TryCommit(group);
        while (fault is SqliteException busy && SqliteFaults.IsBusy(busy) && group.Exists(r => !r.IsAbandoned))
            fault = TryCommit(group);

        if (fault is null)
            group.ForEach(r => r.Succeed());
        else if (group.Count > 1)
            group.ForEach(r => Commit([r])); // one that cannot be done must not take the others with it
        else
            group[0].Fail(fault is SqliteException known ? SqliteFaults.Translate(known, _file.Path) : fault);
    }

    private Exception? TryCommit(List<WriteRequest> group)
    {
        try
        {
            _session ??= new SqliteWriteSession(_file);
            _session.Commit(group, _time.GetUtcNow());
            return null;
        }
        catch (Exception e)
        {
            // Every fault is handed to the callers of the group; the thread must live on.
            if (e is not SqliteException fault || !SqliteFaults.IsBusy(fault))
                Reopen();
            return e;
        }
    }

    /// <summary>After a fault of the disk nothing the connection remembers can be relied on.</summary>
    private void Reopen()
    {
        _session?.Dispose();
        _session = null;
    }
}
