namespace MerchantOps.Demo;

/// <summary>An account at one shop. Its id is given when the events are written, in order of registration.</summary>
/// <param name="OrdersBefore">How many orders it had when the history starts.</param>
internal record Account(string Name, string Email, string? Phone, ShopSite Site, DateTimeOffset RegisteredAt, int OrdersBefore);

/// <summary>The account of a real customer.</summary>
internal sealed record PersonalAccount(Person Person, ShopSite Site, DateTimeOffset RegisteredAt, int OrdersBefore)
    : Account(Person.Name, Person.Email, Person.Phone, Site, RegisteredAt, OrdersBefore);
