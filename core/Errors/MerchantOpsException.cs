namespace MerchantOps.Errors;

/// <summary>
/// Broken input or a refused request: the caller's fault, mapped once by the hosting layer to a problem document
/// (RFC 9457). Faults of our own are never of this family; they propagate so that the host retries.
/// </summary>
/// <param name="status">HTTP status, 400 to 429.</param>
/// <param name="code">Stable machine-readable code in kebab case, such as <c>order-not-found</c>.</param>
/// <param name="message">What is wrong and what to do about it; shown to the caller, so without secrets or personal data.</param>
public class MerchantOpsException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}

/// <summary>400: the input cannot be read or misses something; the message names the field.</summary>
public sealed class InvalidInputException(string code, string message) : MerchantOpsException(400, code, message);

/// <summary>401: nobody is proven. The message never tells which part of the proof was wrong.</summary>
public sealed class UnauthenticatedException(string code, string message) : MerchantOpsException(401, code, message);

/// <summary>403: somebody is proven, and may not do this.</summary>
public sealed class ForbiddenException(string code, string message) : MerchantOpsException(403, code, message);

/// <summary>404: no such thing, or none that the caller may see.</summary>
public sealed class NotFoundException(string code, string message) : MerchantOpsException(404, code, message);

/// <summary>409: the request contradicts what is stored.</summary>
public sealed class ConflictException(string code, string message) : MerchantOpsException(409, code, message);

/// <summary>413: the body or document is larger than the limit that the message names.</summary>
public sealed class TooLargeException(string code, string message) : MerchantOpsException(413, code, message);

/// <summary>422: readable, but against a rule of the domain.</summary>
public sealed class UnprocessableException(string code, string message) : MerchantOpsException(422, code, message);

/// <summary>429: too many requests; try again after <see cref="RetryAfter"/>.</summary>
public sealed class TooManyRequestsException(string message, TimeSpan retryAfter) : MerchantOpsException(429, "too-many-requests", message)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>
/// A dependency (store, stream, model) cannot take the call now. Transient: answered as 503 with Retry-After,
/// retried by the host on triggers. Not of the caller's family.
/// </summary>
public class UnavailableException(string dependency, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Which dependency: <c>store</c>, <c>stream</c>, …</summary>
    public string Dependency { get; } = dependency;
}
