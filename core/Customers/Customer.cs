namespace MerchantOps.Customers;

/// <summary>A shop's customer in canonical shape (docs/schemas/customer.json).</summary>
/// <param name="Id">The shop's own id.</param>
public sealed record Customer(
    string Id, string? Email = null, string? Phone = null, string? Name = null, string? Country = null, DateTimeOffset? RegisteredAt = null, int? Orders = null);
