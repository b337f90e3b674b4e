using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MerchantOps.Storage;

namespace MerchantOps.Fraud.Training;

/// <summary>Models as files cut into documents below 1 MB. Thread-safe.</summary>
internal sealed class FraudModelFiles(IDocumentStore store)
{
    public const string Container = "models", Partition = "fraud";

    // As base64 a third longer.
    private const int ChunkBytes = 600_000;

    /// <summary>Writing the same model again changes nothing.</summary>
    public async Task WriteAsync(FraudModel model, CancellationToken ct)
    {
        using var file = new MemoryStream();
        model.Save(file);
        var chunks = (int)((file.Length + ChunkBytes - 1) / ChunkBytes);
        for (var i = 0; i < chunks; i++)
        {
            var bytes = file.GetBuffer().AsMemory(i * ChunkBytes, (int)Math.Min(ChunkBytes, file.Length - ((long)i * ChunkBytes))).ToArray();
            var json = JsonSerializer.SerializeToUtf8Bytes(new ModelChunk(chunks, bytes), TrainingJson.Default.ModelChunk);
            await store.SaveAsync(DocumentWrite.Upsert(KeyOf(model.Version, i), json), ct);
        }
    }

    /// <summary>Null when it is not there, or not whole.</summary>
    /// <exception cref="Learning.Files.InvalidModelFileException">What is there is no model.</exception>
    public async Task<FraudModel?> ReadAsync(string version, CancellationToken ct)
    {
        using var file = new MemoryStream();
        for (var (i, of) = (0, 1); i < of; i++)
        {
            if (await store.FindAsync(KeyOf(version, i), ct) is not { } document)
                return null;
            var chunk = JsonSerializer.Deserialize(document.Json.Span, TrainingJson.Default.ModelChunk)!;
            of = chunk.Of;
            file.Write(chunk.Data);
        }

        file.Position = 0;
        return FraudModel.Load(file);
    }

    private static DocumentKey KeyOf(string version, int chunk) =>
        new(Container, Partition, string.Create(CultureInfo.InvariantCulture, $"file|{version}|{chunk:D4}"));
}

/// <param name="Of">How many there are.</param>
internal sealed record ModelChunk(int Of, byte[] Data)
{
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;
}
