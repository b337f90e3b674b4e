namespace MerchantOps.Access;

/// <summary>The secrets with which shops' pages sign their buyers' tokens. Thread-safe.</summary>
public interface IBuyerSecrets
{
    /// <summary>The secrets that are valid now, several while one is being rotated; empty for an unknown shop.</summary>
    Task<IReadOnlyList<string>> BuyerSecretsAsync(string merchant, string shop, CancellationToken ct);
}
