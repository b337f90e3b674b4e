namespace MerchantOps.Fraud.Signals;

/// <summary>
/// What one order adds to each entity it moves. Members are 24 bits of a keyed hash, 0 where the order does not tell.
/// </summary>
/// <param name="At">When it was placed, Unix seconds.</param>
/// <param name="Amount">About in dollars, 0 or more.</param>
public readonly record struct OrderSeen(long At, double Amount, uint Person, uint Device, uint Card, uint Address, uint Network, uint Shop, uint Host)
{
    /// <summary>Placed within an hour of sign-up.</summary>
    public bool Young { get; init; }

    public uint this[MemberKind kind] => kind switch
    {
        MemberKind.Person => Person,
        MemberKind.Device => Device,
        MemberKind.Card => Card,
        MemberKind.Address => Address,
        MemberKind.Network => Network,
        MemberKind.Shop => Shop,
        _ => Host,
    };

    /// <summary>
    /// The same order without what it came from and went to: that of a stopped order is not the person's own until somebody says so; else
    /// a thief who was stopped once would be known the second time.
    /// </summary>
    public OrderSeen Untrusted => this with { Device = 0, Card = 0, Address = 0, Network = 0 };
}
