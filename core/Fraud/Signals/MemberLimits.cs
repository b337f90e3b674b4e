namespace MerchantOps.Fraud.Signals;

/// <summary>Which members are kept for which kind of entity, and how many of each.</summary>
internal static class MemberLimits
{
    public static readonly MemberKind[] Kinds = Enum.GetValues<MemberKind>();

    public static MemberTable?[] Tables(EntityKind kind)
    {
        var tables = new MemberTable?[Kinds.Length];
        foreach (var member in Kinds)
            if (Of(kind, member) is > 0 and var limit)
                tables[(int)member] = new MemberTable(limit);
        return tables;
    }

    private static int Of(EntityKind kind, MemberKind member) => (kind, member) switch
    {
        (EntityKind.Person, MemberKind.Device or MemberKind.Card) => 5,
        (EntityKind.Person, MemberKind.Address or MemberKind.Network) => 4,
        (EntityKind.Person, MemberKind.Shop) => 4,
        (EntityKind.Device, MemberKind.Person) => 8,
        (EntityKind.Device, MemberKind.Card) => 6,
        (EntityKind.Device, MemberKind.Address or MemberKind.Shop) => 4,
        (EntityKind.Card, MemberKind.Person) => 6,
        (EntityKind.Card, MemberKind.Device or MemberKind.Address or MemberKind.Shop) => 4,
        (EntityKind.Address, MemberKind.Person) => 8,
        (EntityKind.Address, MemberKind.Card or MemberKind.Device) => 5,
        (EntityKind.Network, MemberKind.Host) => 8,
        (EntityKind.Network, MemberKind.Person) => 6,
        (EntityKind.Network, MemberKind.Card or MemberKind.Device) => 3,
        (EntityKind.Domain, MemberKind.Person) => 8,
        _ => 0,
    };
}
