using System.Text.Json.Serialization;

namespace MerchantOps.Fraud;

/// <summary>
/// What is known of one entity (a customer, a device, an IP address, a card) from its orders so far: bounded, a few hundred bytes.
/// Rates are exponentially decayed counters (Cohen and Strauss, "Maintaining time-decaying stream aggregates", 2003), so no window
/// has to be kept. Not thread-safe: it belongs to the batch that loaded it.
/// </summary>
public sealed class EntitySignals
{
    /// <summary>Distinct members are counted up to here and no further.</summary>
    public const int MaxMembers = 12;

    private const double Hour = 3600, Day = 86_400, Week = 604_800;

    /// <summary>Orders in all.</summary>
    [JsonPropertyName("n")]
    public int Orders { get; set; }

    /// <summary>Confirmed frauds among them.</summary>
    [JsonPropertyName("x")]
    public int Frauds { get; set; }

    /// <summary>Sum of the amounts, about in dollars.</summary>
    [JsonPropertyName("a")]
    public double Amount { get; set; }

    /// <summary>First and last order, Unix seconds.</summary>
    [JsonPropertyName("f")]
    public long First { get; set; }

    [JsonPropertyName("l")]
    public long Last { get; set; }

    /// <summary>Decayed counts as of <see cref="Last"/> with time constants of an hour, a day and a week.</summary>
    [JsonPropertyName("h")]
    public double HourRate { get; set; }

    [JsonPropertyName("d")]
    public double DayRate { get; set; }

    [JsonPropertyName("w")]
    public double WeekRate { get; set; }

    /// <summary>Hashes of the distinct customers, cards, origins, destinations and merchants seen with it.</summary>
    [JsonPropertyName("c")]
    public List<uint> Customers { get; set; } = [];

    [JsonPropertyName("k")]
    public List<uint> Cards { get; set; } = [];

    [JsonPropertyName("o")]
    public List<uint> Origins { get; set; } = [];

    [JsonPropertyName("s")]
    public List<uint> Destinations { get; set; } = [];

    [JsonPropertyName("m")]
    public List<uint> Merchants { get; set; } = [];

    /// <summary>The decayed counts as they stand at <paramref name="at"/> (Unix seconds), before an order of that moment is added.</summary>
    public (double Hour, double Day, double Week) RatesAt(long at)
    {
        var age = Math.Max(0, at - Last);
        return (HourRate * Math.Exp(-age / Hour), DayRate * Math.Exp(-age / Day), WeekRate * Math.Exp(-age / Week));
    }

    /// <summary>Adds one order. Orders may come out of order of time: a late one is decayed to <see cref="Last"/>.</summary>
    public void Add(in OrderSeen seen)
    {
        if (seen.At >= Last)
        {
            var (hour, day, week) = RatesAt(seen.At);
            (HourRate, DayRate, WeekRate) = (Rounded(hour + 1), Rounded(day + 1), Rounded(week + 1));
            Last = seen.At;
        }
        else
        {
            var age = Last - seen.At;
            HourRate = Rounded(HourRate + Math.Exp(-age / Hour));
            DayRate = Rounded(DayRate + Math.Exp(-age / Day));
            WeekRate = Rounded(WeekRate + Math.Exp(-age / Week));
        }

        First = First == 0 ? seen.At : Math.Min(First, seen.At);
        Orders++;
        Amount += seen.Amount;
        Include(Customers, seen.Customer);
        Include(Cards, seen.Card);
        Include(Origins, seen.Origin);
        Include(Destinations, seen.Destination);
        Include(Merchants, seen.Merchant);
    }

    // Four decimals are plenty for a rate and keep the document small.
    private static double Rounded(double rate) => Math.Round(rate, 4);

    private static void Include(List<uint> members, uint member)
    {
        if (member != 0 && members.Count < MaxMembers && !members.Contains(member))
            members.Add(member);
    }
}

/// <summary>What one order adds to each entity it touches; hashes are 0 where the order does not tell.</summary>
/// <param name="At">When it was placed, Unix seconds.</param>
/// <param name="Amount">About in dollars.</param>
public readonly record struct OrderSeen(long At, double Amount, uint Customer, uint Card, uint Origin, uint Destination, uint Merchant);
