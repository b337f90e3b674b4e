using System.Diagnostics.Metrics;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

public sealed class StoreMetricsTests
{
    [Fact]
    public void Totals_add_up()
    {
        using var metrics = new StoreMetrics();

        metrics.Read(3);
        metrics.Read(1);
        metrics.Written(2);
        metrics.Charged(6.67, "orders");
        metrics.Charged(1.0, "customers");

        Assert.Equal((4L, 2L, 7.67), (metrics.DocumentsRead, metrics.DocumentsWritten, metrics.RequestUnits));
    }

    [Fact]
    public void Request_units_are_metered_by_container()
    {
        const string Container = "metered-in-this-test-only";
        using var metrics = new StoreMetrics();
        var measured = new List<(string Instrument, double Value)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == StoreMetrics.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (tags.Contains(new KeyValuePair<string, object?>("container", Container)))
                measured.Add((instrument.Name, value));
        });
        listener.Start();

        metrics.Charged(6.67, Container);

        Assert.Equal([("store.request_charge", 6.67)], measured);
    }
}
