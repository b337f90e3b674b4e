namespace MerchantOps.Brushing;

/// <summary>One search over one window: facts, weights and beliefs, each made better by the others a few times. Not thread-safe.</summary>
internal sealed class BrushingSearch
{
    private const int Rounds = 3;

    private readonly byte[][] answers;

    private readonly BuyerCircles circles;

    private BrushingSearch(BrushingTable table, Members listings, byte[][] answers)
    {
        (Table, Listings, this.answers) = (table, listings, answers);
        circles = BuyerCircles.Of(table);
    }

    public BrushingTable Table { get; }

    public Members Listings { get; }

    /// <summary>Answers by fact and order.</summary>
    public byte[][] Answers => answers;

    /// <summary>Probability of each order.</summary>
    public double[] Beliefs { get; private set; } = [];

    /// <summary>What the answers weigh in the end.</summary>
    public FactWeights Weights { get; private set; } = null!;

    public double[] ListingPriors { get; private set; } = [];

    /// <summary>The circle of an order's buyer.</summary>
    public int CircleOf(int order) => circles.Of(Table.Buyers[order]);

    public static BrushingSearch Run(BrushingTable table, int seed, CancellationToken ct)
    {
        var listings = new Members(table.Count, table.Listings.Count, i => table.Listings[i]);
        var none = new double[table.Count];
        var search = new BrushingSearch(table, listings,
        [
            LinkFacts.Of(table, listings, table.Devices), LinkFacts.Of(table, listings, table.Cards), LinkFacts.Of(table, listings, table.Addresses), LinkFacts.Of(table, listings, table.Networks),
            ReviewFacts.Times(table), ReviewFacts.Texts(table), TimeFacts.Accounts(table), TimeFacts.Cohorts(table, listings),
            TradeFacts.Prices(table, listings, none), TimeFacts.Bursts(table, listings), TradeFacts.Refunds(table), TradeFacts.Repeats(table), TradeFacts.Quantities(table),
        ]);
        search.Solve(none, seed, ct);
        return search;
    }

    private void Solve(double[] start, int seed, CancellationToken ct)
    {
        ListingPriors = UnusualListings.Of(Table, Listings, answers, seed, ct);
        var beliefs = new BrushingBeliefs(Table,
        [
            new Company(Table, i => Table.Listings[i], Table.Listings.Count, -2, 3),
            new Company(Table, CircleOf, Table.Buyers.Count, -1, 3),
            new Company(Table, i => Table.Addresses[i], Table.Addresses.Count, -0.5, 1),
            new Company(Table, i => Table.Networks[i], Table.Networks.Count, -0.5, 1),
        ], ListingPriors);
        var own = new double[Table.Count];
        Beliefs = start;
        for (var round = 0; round < Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            answers[BrushingFact.IndexOf(BrushingFact.Price)] = TradeFacts.Prices(Table, Listings, Beliefs);
            Weights = round == 0 ? FactWeights.Assumed : FactWeights.Of(answers, Beliefs);
            for (var i = 0; i < own.Length; i++)
                own[i] = Weights.Sum(answers, i);
            Beliefs = beliefs.Solve(own);
        }
    }
}
