using System.Diagnostics.Metrics;
using MerchantOps.Fraud;
using Microsoft.Extensions.Logging;

namespace MerchantOps.Ingestion;

/// <summary>What ingestion did since this process started, for the statistics and as metrics of the meter <c>MerchantOps.Ingestion</c>. Thread-safe.</summary>
public sealed class IngestionCounters(ILogger<IngestionCounters> log) : IDisposable
{
    private readonly Meter meter = new("MerchantOps.Ingestion");
    private readonly long[] outcomes = new long[3];
    private Counter<long>? eventCounter;
    private long events, doubles, quarantined, parked, written, wentBack;

    public IngestionStats Read() => new(
        Interlocked.Read(ref events), Interlocked.Read(ref outcomes[0]), Interlocked.Read(ref outcomes[1]), Interlocked.Read(ref outcomes[2]),
        Interlocked.Read(ref doubles), Interlocked.Read(ref quarantined), Interlocked.Read(ref parked), Interlocked.Read(ref written), Interlocked.Read(ref wentBack));

    internal void Ingested(int count)
    {
        Interlocked.Add(ref events, count);
        (eventCounter ??= meter.CreateCounter<long>("merchantops.events.ingested")).Add(count);
    }

    internal void Decided(Outcome outcome) => Interlocked.Increment(ref outcomes[(int)outcome]);

    internal void Doubled() => Interlocked.Increment(ref doubles);

    internal void Quarantined(int count) => Interlocked.Add(ref quarantined, count);

    internal void Parked(int count) => Interlocked.Add(ref parked, count);

    internal void Written(int count) => Interlocked.Add(ref written, count);

    internal void PositionWentBack(string source, long sequence)
    {
        Interlocked.Increment(ref wentBack);
        log.LogError("ALARM: the positions of {Source} went back to {Sequence}. If the hub was made anew, raise the setting Stream:Generation.", source, sequence);
    }

    public void Dispose() => meter.Dispose();
}

/// <summary>Counts since the process started.</summary>
/// <param name="Events">Taken from the stream; redelivered ones count again.</param>
/// <param name="Approved">Decisions by outcome.</param>
/// <param name="Doubles">Events recognised as seen before, and skipped.</param>
/// <param name="Quarantined">Events that could not be read.</param>
/// <param name="Parked">Events put aside because their merchant's documents kept failing.</param>
/// <param name="DocumentsWritten">Successful document writes of ingestion.</param>
/// <param name="PositionsWentBack">Alarms; anything but 0 needs a person.</param>
public sealed record IngestionStats(
    long Events, long Approved, long Reviewed, long Declined, long Doubles, long Quarantined, long Parked, long DocumentsWritten, long PositionsWentBack);
