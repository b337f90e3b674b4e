using MerchantOps.Errors;

namespace MerchantOps.Access;

/// <summary>Proves who is calling. What the caller may then do is asked of the <see cref="Principal"/>. Thread-safe.</summary>
public sealed class AccessGate(OperatorKey operatorKey, MerchantTokens merchants, BuyerTokens buyers)
{
    private const string Bearer = "Bearer ";
    private const int MaxNameLength = 64;

    /// <summary>No credentials prove a visitor; wrong ones prove nobody.</summary>
    /// <exception cref="UnauthenticatedException">The credentials are wrong, expired or of an unknown kind.</exception>
    /// <exception cref="InvalidInputException">The operator's name is unusable.</exception>
    public async ValueTask<Principal> ProveAsync(Credentials credentials, CancellationToken ct)
    {
        if (credentials.KeyChecked)
            return Named(credentials.OperatorName);
        if (!string.IsNullOrEmpty(credentials.Key))
            return operatorKey.Matches(credentials.Key)
                ? Named(credentials.OperatorName)
                : throw new UnauthenticatedException("invalid-credentials", "The operator key is not valid.");
        if (string.IsNullOrEmpty(credentials.Authorization))
            return new VisitorPrincipal();
        if (!credentials.Authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            throw new UnauthenticatedException("invalid-credentials", "Authorization must be a bearer token.");

        var token = credentials.Authorization[Bearer.Length..].Trim();
        return (Principal?)await merchants.ProveAsync(token)
            ?? await buyers.ProveAsync(token, ct)
            ?? throw new UnauthenticatedException("invalid-credentials", "The token is not valid, or has expired.");
    }

    private static OperatorPrincipal Named(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return new OperatorPrincipal(OperatorPrincipal.Unnamed);

        var trimmed = name.Trim();
        return trimmed.Length <= MaxNameLength && !trimmed.Any(char.IsControl)
            ? new OperatorPrincipal(trimmed)
            : throw new InvalidInputException("invalid-operator-name", $"An operator's name has at most {MaxNameLength} characters, none of them a control character.");
    }
}
