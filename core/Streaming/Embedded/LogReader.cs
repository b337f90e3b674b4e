using MerchantOps.Errors;
using Microsoft.Data.Sqlite;

namespace MerchantOps.Streaming.Embedded;

/// <summary>
/// A reading connection beside the writer's, used by one caller at a time. Opened at first use, and again after a fault. Thread-safe.
/// Every member throws <see cref="UnavailableException"/> when the file cannot be read now or the log is closed.
/// </summary>
internal sealed class LogReader(LogFile file) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private LogQueries? _queries;
    private bool _closed;

    /// <inheritdoc cref="LogQueries.Read"/>
    public Task<IReadOnlyList<StreamRecord>> ReadAsync(int partition, long after, int max, CancellationToken ct) =>
        UseAsync(queries => queries.Read(partition, after, max), ct);

    /// <inheritdoc cref="LogQueries.FindFirst"/>
    public Task<long?> FindFirstAsync(int partition, DateTimeOffset from, CancellationToken ct) =>
        UseAsync(queries => queries.FindFirst(partition, from.UtcTicks), ct);

    /// <inheritdoc cref="LogQueries.Checkpoints"/>
    public Task<IReadOnlyDictionary<int, long>> CheckpointsAsync(string consumers, CancellationToken ct) =>
        UseAsync(queries => queries.Checkpoints(consumers), ct);

    public void Dispose()
    {
        _turn.Wait();
        _closed = true;
        Close();
        _turn.Release();
    }

    private async Task<T> UseAsync<T>(Func<LogQueries, T> query, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_closed)
                throw LogFaults.Closed();
            return query(_queries ??= new LogQueries(file));
        }
        catch (SqliteException e)
        {
            Close();
            throw LogFaults.Translate(e, file.Path);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Close()
    {
        _queries?.Dispose();
        _queries = null;
    }
}
