using System.Diagnostics.Metrics;

namespace MerchantOps.Storage;

/// <summary>
/// What the store has done since the process started: totals for the stats page, and the meter <c>MerchantOps.Storage</c> for
/// telemetry. Thread-safe.
/// </summary>
public sealed class StoreMetrics : IDisposable
{
    public const string MeterName = "MerchantOps.Storage";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _reads;
    private readonly Counter<long> _writes;
    private readonly Counter<double> _charge;
    private long _readTotal;
    private long _cacheTotal;
    private long _writeTotal;
    private long _milliUnits;

    public StoreMetrics()
    {
        _reads = _meter.CreateCounter<long>("store.reads", "{document}", "Documents looked up or listed.");
        _writes = _meter.CreateCounter<long>("store.writes", "{document}", "Documents written or deleted; conflicts and stale writes do not count.");
        _charge = _meter.CreateCounter<double>("store.request_charge", "RU", "Request units charged by Cosmos DB, retries included.");
    }

    public long DocumentsRead => Interlocked.Read(ref _readTotal);

    /// <summary>Documents that a cache answered for, which the store was not asked for.</summary>
    public long DocumentsFromCache => Interlocked.Read(ref _cacheTotal);

    public long DocumentsWritten => Interlocked.Read(ref _writeTotal);

    /// <summary>Request units that Cosmos DB charged; on an embedded store what it would charge, estimated by <see cref="Storage.RequestUnits"/>.</summary>
    public double RequestUnits => Interlocked.Read(ref _milliUnits) / 1_000d;

    public void Dispose() => _meter.Dispose();

    internal void Read(int documents)
    {
        Interlocked.Add(ref _readTotal, documents);
        _reads.Add(documents);
    }

    internal void ReadFromCache(int documents) => Interlocked.Add(ref _cacheTotal, documents);

    internal void Written(int documents)
    {
        Interlocked.Add(ref _writeTotal, documents);
        _writes.Add(documents);
    }

    internal void Estimated(double requestUnits) => Interlocked.Add(ref _milliUnits, (long)Math.Round(requestUnits * 1_000));

    internal void Charged(double requestUnits, string container)
    {
        Interlocked.Add(ref _milliUnits, (long)Math.Round(requestUnits * 1_000));
        _charge.Add(requestUnits, new KeyValuePair<string, object?>("container", container));
    }
}
