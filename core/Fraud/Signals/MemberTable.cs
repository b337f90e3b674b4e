using System.Runtime.InteropServices;

namespace MerchantOps.Fraud.Signals;

/// <summary>
/// The members seen latest with an entity, each with when and how often, up to <paramref name="capacity"/>. Which members are kept and
/// when they were seen does not depend on the order of the additions; how often is exact until a member was dropped and came again.
/// Not thread-safe.
/// </summary>
internal sealed class MemberTable(int capacity)
{
    private readonly List<Member> members = new(2);

    public ReadOnlySpan<Member> Members => CollectionsMarshal.AsSpan(members);

    public int Count => members.Count;

    /// <param name="member">Not 0.</param>
    /// <param name="tick">When, in any unit that grows.</param>
    public void Add(uint member, int tick, int times = 1)
    {
        var span = CollectionsMarshal.AsSpan(members);
        var oldest = 0;
        for (var i = 0; i < span.Length; i++)
        {
            if (span[i].Hash == member)
            {
                span[i] = new Member(member, Math.Max(span[i].Tick, tick), span[i].Times + times);
                return;
            }

            if (IsOlder(span[i], span[oldest]))
                oldest = i;
        }

        var added = new Member(member, tick, times);
        if (span.Length < capacity)
            members.Add(added);
        else if (IsOlder(span[oldest], added))
            span[oldest] = added;
    }

    /// <summary>The member, or null when it is not among those kept.</summary>
    public Member? Find(uint member)
    {
        foreach (var known in Members)
            if (known.Hash == member)
                return known;
        return null;
    }

    /// <summary>Distinct members seen at <paramref name="since"/> or later, <paramref name="with"/> (0: nobody) included.</summary>
    public int CountWith(uint with, int since = int.MinValue)
    {
        var count = with == 0 ? 0 : 1;
        foreach (var known in Members)
            if (known.Tick >= since && known.Hash != with)
                count++;
        return count;
    }

    private static bool IsOlder(in Member a, in Member b) => a.Tick < b.Tick || (a.Tick == b.Tick && a.Hash < b.Hash);
}

/// <param name="Hash">24 bits, not 0.</param>
/// <param name="Tick">When it was last seen.</param>
/// <param name="Times">In how many orders.</param>
internal readonly record struct Member(uint Hash, int Tick, int Times);
