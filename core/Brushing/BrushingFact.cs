namespace MerchantOps.Brushing;

/// <summary>
/// One thing that is told of every order as one of a few answers, with how often honest and brushing orders are thought to give each.
/// The shares of a window move them (<see cref="FactWeights"/>), so they are where to start from, not the truth.
/// </summary>
/// <param name="Honest">Share of each answer; they sum to 1.</param>
/// <param name="Brushing">The same of orders placed to brush.</param>
/// <param name="Topic">What facts of one topic say beside the strongest of them is mostly the same again.</param>
internal sealed record BrushingFact(string Name, FactTopic Topic, double[] Honest, double[] Brushing)
{
    /// <summary>The answer of an order that does not tell.</summary>
    public const byte Unknown = 255;

    /// <summary>Other buyers of the same listing on this device, beyond those expected of so many buyers: none, 1, 2–3, 4–9, more.</summary>
    public static readonly BrushingFact Device = new("device", FactTopic.Hands, [0.94, 0.035, 0.015, 0.006, 0.004], [0.27, 0.1, 0.18, 0.25, 0.2]);

    /// <summary>Other buyers of the same listing paying with this instrument, as <see cref="Device"/>.</summary>
    public static readonly BrushingFact Card = new("card", FactTopic.Hands, [0.96, 0.02, 0.012, 0.005, 0.003], [0.47, 0.1, 0.15, 0.16, 0.12]);

    /// <summary>Other buyers of the same listing at this address, as <see cref="Device"/>.</summary>
    public static readonly BrushingFact Address = new("address", FactTopic.Place, [0.9, 0.04, 0.025, 0.02, 0.015], [0.4, 0.12, 0.17, 0.18, 0.13]);

    /// <summary>Other buyers of the same listing in this network, as <see cref="Device"/>.</summary>
    public static readonly BrushingFact Network = new("network", FactTopic.Place, [0.82, 0.08, 0.05, 0.03, 0.02], [0.4, 0.14, 0.17, 0.16, 0.13]);

    /// <summary>None, then within a day, within three days, later, each with five stars and with fewer.</summary>
    public static readonly BrushingFact Review = new("review", FactTopic.Review, [0.84, 0.005, 0.005, 0.012, 0.008, 0.08, 0.05], [0.3, 0.3, 0.02, 0.22, 0.02, 0.12, 0.02]);

    /// <summary>Words of the review: its own, the same as of another buyer's.</summary>
    public static readonly BrushingFact Text = new("text", FactTopic.Review, [0.92, 0.08], [0.6, 0.4]);

    /// <summary>Age of the account: below a day, a week, a month, older.</summary>
    public static readonly BrushingFact Account = new("account", FactTopic.Arrival, [0.1, 0.06, 0.1, 0.74], [0.25, 0.25, 0.2, 0.3]);

    /// <summary>Accounts of buyers of the same listing made at the same time, before they bought: no, some, many.</summary>
    public static readonly BrushingFact Cohort = new("cohort", FactTopic.Arrival, [0.97, 0.02, 0.01], [0.6, 0.15, 0.25]);

    /// <summary>Money given back: none, part, all, all after five stars.</summary>
    public static readonly BrushingFact Refund = new("refund", FactTopic.Refund, [0.945, 0.015, 0.037, 0.003], [0.8, 0.01, 0.11, 0.08]);

    /// <summary>Against the listing's usual price, and the price about that time: the same, up to 15 % off, further below, further above.</summary>
    public static readonly BrushingFact Price = new("price", FactTopic.Arrival, [0.8, 0.12, 0.06, 0.02], [0.55, 0.18, 0.17, 0.1]);

    /// <summary>The buyer's orders of the same listing: 1, 2, more; three or more in an hour.</summary>
    public static readonly BrushingFact Repeat = new("repeat", FactTopic.Repetition, [0.9, 0.05, 0.045, 0.005], [0.6, 0.2, 0.15, 0.05]);

    /// <summary>Units: 1, 2 or 3, more, which is for selling on.</summary>
    public static readonly BrushingFact Quantity = new("quantity", FactTopic.Quantity, [0.85, 0.12, 0.03], [0.92, 0.07, 0.01]);

    /// <summary>Orders of the listing around it: as usual, a burst.</summary>
    public static readonly BrushingFact Burst = new("burst", FactTopic.Arrival, [0.85, 0.15], [0.55, 0.45]);

    /// <summary>Facts of one topic stand together.</summary>
    public static readonly IReadOnlyList<BrushingFact> All = [Device, Card, Address, Network, Review, Text, Account, Cohort, Price, Burst, Refund, Repeat, Quantity];

    public static int IndexOf(BrushingFact fact)
    {
        for (var f = 0; f < All.Count; f++)
            if (ReferenceEquals(All[f], fact))
                return f;
        throw new ArgumentOutOfRangeException(nameof(fact), fact.Name, "It is asked of no order.");
    }
}

internal enum FactTopic
{
    /// <summary>Who holds the device and the card.</summary>
    Hands,

    /// <summary>Where it comes from and goes to, which people who live or work together share as well.</summary>
    Place,

    Review,

    /// <summary>Who comes when and for what price: a sale brings all of it at once.</summary>
    Arrival,

    Refund,

    Repetition,

    Quantity,
}
