namespace MerchantOps.Benchmarks;

/// <summary>A fresh data folder, deleted when done.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("merchantops-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
