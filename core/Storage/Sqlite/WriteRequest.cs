namespace MerchantOps.Storage.Sqlite;

/// <summary>The writes of one caller on their way through the writer. Made by the caller's thread, completed by the writer's.</summary>
internal sealed class WriteRequest(IReadOnlyList<DocumentWrite> writes)
{
    private readonly TaskCompletionSource<IReadOnlyList<SaveResult>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _abandoned;

    public IReadOnlyList<DocumentWrite> Writes => writes;

    /// <summary>Filled within a transaction; told to the caller only once that is durable.</summary>
    public SaveResult[] Results { get; } = new SaveResult[writes.Count];

    public Task<IReadOnlyList<SaveResult>> Outcome => _outcome.Task;

    /// <summary>Nobody waits any more, so that a transaction not yet begun leaves these writes out.</summary>
    public bool IsAbandoned => _abandoned;

    public void Abandon() => _abandoned = true;

    public void Succeed() => _outcome.TrySetResult(Results);

    public void Fail(Exception fault) => _outcome.TrySetException(fault);
}
