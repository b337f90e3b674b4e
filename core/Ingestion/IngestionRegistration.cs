using MerchantOps.Fraud;
using MerchantOps.Fraud.Signals;
using MerchantOps.Storage;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantOps.Ingestion;

public static class IngestionRegistration
{
    /// <summary>Needs storage, streaming and fraud. An embedded log that keeps everything is the archive; else documents are.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services) => services
        .AddSingleton<IngestionCounters>()
        .AddSingleton(ArchiveOf)
        .AddSingleton(s => new OrderScan(s.GetRequiredService<IEventArchive>(), s.GetRequiredService<IDocumentStore>()))
        .AddSingleton<Quarantine>()
        .AddSingleton(s => new ParkedMerchants(s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => new OrderIntake(s.GetRequiredService<IngestionCounters>()))
        .AddSingleton(s => new AftermathApplier(s.GetRequiredService<OrderIntake>(), s.GetRequiredService<PersonalHash>()))
        .AddSingleton(s => new EventApplier(
            s.GetRequiredService<OrderAssessor>(), s.GetRequiredService<OrderIntake>(), s.GetRequiredService<AftermathApplier>(),
            s.GetRequiredService<PersonalHash>(), s.GetRequiredService<IngestionCounters>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => new BatchSaver(s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<IngestionCounters>()))
        .AddSingleton(s => new BatchWorker(
            s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<EventApplier>(), s.GetRequiredService<BatchSaver>(), s.GetRequiredService<DecisionState>(), s.GetRequiredService<ILogger<BatchWorker>>()))
        .AddSingleton(s => new EventIngestor(
            s.GetRequiredService<IEventArchive>(), s.GetRequiredService<ParkedMerchants>(), s.GetRequiredService<BatchWorker>(),
            s.GetRequiredService<DecisionState>(), s.GetRequiredService<IngestionCounters>()))
        .AddSingleton(s => new ParkedDrain(s.GetRequiredService<ParkedMerchants>(), s.GetRequiredService<BatchWorker>(), s.GetRequiredService<ILogger<ParkedDrain>>()));

    // A log that keeps its events is the archive; any other stream forgets them.
    private static IEventArchive ArchiveOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<StreamOptions>>().Value.KeepAsArchive && services.GetRequiredService<IEventStream>() is EventLog log
            ? new LogEventArchive(log)
            : new DocumentEventArchive(services.GetRequiredService<IDocumentStore>());
}
