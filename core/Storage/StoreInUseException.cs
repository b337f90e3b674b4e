namespace MerchantOps.Storage;

/// <summary>An embedded store belongs to one process at a time, and another one has it. Ends once that process has ended, however it ended.</summary>
public sealed class StoreInUseException(string path, int? processId, Exception inner) : Exception(
    $"{path} is in use by {(processId is { } id ? $"process {id}" : "another process")}: stop that one, or use another data folder.", inner)
{
    public string Path { get; } = path;

    /// <summary>The holder, where it could be read.</summary>
    public int? ProcessId { get; } = processId;
}
