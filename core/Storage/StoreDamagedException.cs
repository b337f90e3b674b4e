namespace MerchantOps.Storage;

/// <summary>A file of an embedded store cannot be read as one. Trying again does not help; a backup does.</summary>
public sealed class StoreDamagedException(string path, Exception? inner = null)
    : Exception($"{path} is damaged or not a MerchantOps store: restore it from a backup, or move it away to start anew.", inner)
{
    public string Path { get; } = path;
}
