using System.Text.Json;
using MerchantOps.Storage;

namespace MerchantOps.Fraud;

/// <summary>
/// Collects the newest archived examples whose label is known: frauds as soon as they are confirmed, others when
/// <see cref="LabelDelay"/> has passed without a complaint. Thread-safe.
/// </summary>
public sealed class TrainingSet(IDocumentStore store)
{
    public const int MaxExamples = 300_000, MaxDays = 120;

    public static readonly TimeSpan LabelDelay = TimeSpan.FromDays(7);

    /// <summary>Examples in order of time with their labels.</summary>
    /// <param name="now">Where to start looking back, by the time events were ingested.</param>
    public async Task<(List<float[]> Rows, List<bool> Labels)> CollectAsync(DateTimeOffset now, CancellationToken ct)
    {
        var examples = new Dictionary<string, Example>(StringComparer.Ordinal);
        var labels = new Dictionary<string, ExampleLabel>(StringComparer.Ordinal);
        for (var day = 0; day < MaxDays && examples.Count < MaxExamples; day++)
            for (var shard = 0; shard < ExamplePage.Shards; shard++)
                await foreach (var page in PagesAsync(ExamplePage.PartitionOf(now.AddDays(-day), shard), ct))
                    Take(page, examples, labels);
        return Mature(examples, labels, now.ToUnixTimeSeconds());
    }

    private async IAsyncEnumerable<ExamplePage> PagesAsync(string partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? continuation = null;
        do
        {
            var page = await store.ListAsync(new DocumentRange(ExamplePage.Container, partition), 100, continuation, ct);
            foreach (var document in page.Documents)
                if (JsonSerializer.Deserialize(document.Json.Span, FraudJson.Default.ExamplePage) is { } examples)
                    yield return examples;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static void Take(ExamplePage page, Dictionary<string, Example> examples, Dictionary<string, ExampleLabel> labels)
    {
        foreach (var label in page.Labels)
            if (!labels.TryGetValue(label.Order, out var known) || known.At < label.At)
                labels[label.Order] = label;
        if (page.FeatureVersion != OrderFeatures.Version)
            return;
        foreach (var example in page.Rows)
            examples.TryAdd(example.Order, example);
    }

    private static (List<float[]> Rows, List<bool> Labels) Mature(Dictionary<string, Example> examples, Dictionary<string, ExampleLabel> labels, long now)
    {
        // History may be replayed, so time is what the events tell; but an order of a wrong clock must not mature all others.
        var newest = examples.Values.Select(static e => e.At).Concat(labels.Values.Select(static l => l.At)).Where(at => at <= now).DefaultIfEmpty().Max();
        var (rows, known) = (new List<float[]>(), new List<bool>());
        foreach (var example in examples.Values.OrderBy(static e => e.At).ThenBy(static e => e.Order, StringComparer.Ordinal))
        {
            var fraud = labels.TryGetValue(example.Order, out var label) && label.Fraud;
            if (!fraud && example.At > newest - (long)LabelDelay.TotalSeconds)
                continue;
            rows.Add(example.Unpack());
            known.Add(fraud);
        }

        return (rows, known);
    }
}
