namespace MerchantOps.Cases;

/// <summary>Where findings become cases. Thread-safe.</summary>
public interface ICaseBook
{
    /// <summary>
    /// Opens a case for the finding, or grows the open one of the same merchant, kind and key. Orders that a decided case of that key
    /// has already judged don't open another. The same draft again changes nothing.
    /// </summary>
    /// <returns>The id of the case that has the orders.</returns>
    /// <exception cref="Errors.InvalidInputException">The draft breaks a rule; the message names the field.</exception>
    Task<string> OpenAsync(CaseDraft draft, CancellationToken ct);
}
