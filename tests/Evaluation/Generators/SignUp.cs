namespace MerchantOps.Evaluation.Generators;

/// <summary>A new customer's first purchase, with the columns of the public e-commerce set.</summary>
/// <param name="SignedUpAt">UTC, to the minute, as <paramref name="PurchasedAt"/>.</param>
/// <param name="Value">Whole dollars.</param>
/// <param name="Address">The IP address as a number; null where the shop kept none.</param>
/// <param name="Country">Empty where it is unknown.</param>
/// <param name="IsBurst">Whether it is of the burst; all others are honest.</param>
internal sealed record SignUp(
    int User, DateTime SignedUpAt, DateTime PurchasedAt, int Value, string Device, string Source, string Browser, string Sex, int Age,
    uint? Address, string Country, bool IsBurst);
