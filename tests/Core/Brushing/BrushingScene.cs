using MerchantOps.Brushing;

namespace MerchantOps.Tests.Core.Brushing;

/// <summary>One merchant's fortnight, seeded: honest trade, and on request what looks like brushing and what is.</summary>
public sealed class BrushingScene(int seed)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Days = 14;

    private readonly Random random = new(seed);

    public List<BrushingOrder> Orders { get; } = [];

    public List<BrushingReview> Reviews { get; } = [];

    /// <summary>Ids of the orders that were placed to brush.</summary>
    public HashSet<string> Fakes { get; } = [];

    /// <summary>Ordinary orders of ordinary people, some of them sharing a home or a mobile network.</summary>
    public BrushingScene Honest(int orders, int listings = 20, double reviewed = 0.1)
    {
        for (var i = 0; i < orders; i++)
        {
            var home = random.Next(orders);
            var shared = random.NextDouble() < 0.1;
            var person = shared ? $"h{home / 6}-{random.Next(3)}" : $"h{home}x{i}";
            var listing = (int)(listings * Math.Pow(random.NextDouble(), 1.6));
            Add(new BrushingOrder
            {
                Merchant = "acme",
                Shop = "main",
                Id = $"o{Orders.Count}",
                At = Daytime(),
                Product = $"p{listing}",
                Price = PriceOf(listing) * (random.NextDouble() < 0.1 ? 0.9 : 1),
                Buyer = person,
                Device = shared ? $"hd{home / 6}" : $"d{i}",
                Address = shared ? $"ha{home / 6}" : $"a{i}",
                Card = $"c-{person}",
                Network = random.NextDouble() < 0.3 ? $"mobile{random.Next(5)}" : $"n{home}",
                RegisteredAt = Start.AddDays(-random.Next(0, 900) * random.NextDouble()),
            }, reviewed, 200, 0.6, 0.04);
        }

        return this;
    }

    /// <summary>Half a day of a listing at a low price, many of whose buyers are new.</summary>
    public BrushingScene FlashSale(int orders, int listing = 1)
    {
        var from = Start.AddDays(3 + random.Next(8)).AddHours(10);
        for (var i = 0; i < orders; i++)
        {
            var at = from.AddHours(6 * random.NextDouble() * random.NextDouble());
            Add(Person($"sale{i}", listing) with { At = at, Price = PriceOf(listing) * 0.6, RegisteredAt = random.NextDouble() < 0.4 ? at.AddMinutes(-10) : Start.AddDays(-random.Next(900)) }, 0.08, 200, 0.6, 0.05);
        }

        return this;
    }

    /// <summary>People of one address and network, each with a device and a card.</summary>
    public BrushingScene Office(int people, int orders, int listings = 20)
    {
        for (var i = 0; i < orders; i++)
            Add(Person($"office{random.Next(people)}", random.Next(listings)) with { Address = "office", Network = "office" }, 0.1, 200, 0.6, 0.04);
        return this;
    }

    /// <summary>One buyer who orders the same again and again, and reviews nothing.</summary>
    public BrushingScene Reseller(int orders, int listing = 2)
    {
        for (var i = 0; i < orders; i++)
            Add(Person("reseller", listing) with { Quantity = 20 }, 0.02, 200, 0.6, 0.02);
        return this;
    }

    /// <summary>Accounts of one hand that order what they are told to.</summary>
    public BrushingScene Ring(RingStyle style)
    {
        var made = Start.AddDays(-style.AccountDays);
        for (var i = 0; i < style.Orders; i++)
        {
            var account = style.RepeatBuyers ? random.Next(Math.Max(2, style.Orders / 3)) : i;
            var listing = style.Listing + random.Next(style.Listings);
            var at = style.Bursts ? Start.AddDays(2 + (i * 3 / style.Orders * 4)).AddHours(20 + (2 * random.NextDouble())) : Daytime();
            var order = new BrushingOrder
            {
                Merchant = "acme",
                Shop = "main",
                Id = $"o{Orders.Count}",
                At = at,
                Product = $"p{listing}",
                Price = PriceOf(listing) * style.Price,
                Buyer = $"fake{account}",
                Device = $"fd{account % style.Devices}",
                Address = $"fa{account % style.Addresses}",
                Card = $"fc{account % style.Cards}",
                Network = $"fn{account % style.Networks}",
                RegisteredAt = made.AddHours(account * style.HoursBetweenAccounts),
            };
            Fakes.Add(order.Id);
            Add(order, style.Reviewed, style.ReviewHours, style.FiveStars, style.Refunded);
        }

        return this;
    }

    private void Add(BrushingOrder order, double reviewed, double medianHours, double fiveStars, double refunded)
    {
        var refund = random.NextDouble() < refunded;
        Orders.Add(order with { FulfilledAt = order.At.AddHours(20), RefundedAt = refund ? order.At.AddDays(3 + random.Next(8)) : null, RefundedShare = refund ? 1 : 0 });
        if (random.NextDouble() >= reviewed)
            return;
        var hours = medianHours * Math.Exp(random.NextDouble() + random.NextDouble() - 1);
        var text = random.NextDouble() < 0.3 ? $"Very good quality, thank you {random.Next(30)}" : $"My own words about it are {random.Next()}";
        Reviews.Add(new BrushingReview(order.Merchant, order.Shop, order.Product!, order.Id, order.Buyer, random.NextDouble() < fiveStars ? 5 : 1 + random.Next(4), order.At.AddHours(hours), text));
    }

    private BrushingOrder Person(string name, int listing) => new()
    {
        Merchant = "acme",
        Shop = "main",
        Id = $"o{Orders.Count}",
        At = Daytime(),
        Product = $"p{listing}",
        Price = PriceOf(listing),
        Buyer = name,
        Device = $"d-{name}",
        Address = $"a-{name}",
        Card = $"c-{name}",
        Network = $"n-{name}",
        RegisteredAt = Start.AddDays(-1 - (900 * new Random(name.Sum(static c => c * 31) + name.Length).NextDouble())),
    };

    private DateTimeOffset Daytime() => Start.AddDays(random.Next(Days)).AddHours(8 + (14 * random.NextDouble()));

    private static double PriceOf(int listing) => 15 + (listing * 7 % 40);
}

/// <summary>How a ring works.</summary>
public sealed record RingStyle
{
    public int Orders { get; init; } = 40;

    public int Listing { get; init; } = 3;

    public int Listings { get; init; } = 1;

    public int Devices { get; init; } = 5;

    public int Addresses { get; init; } = 5;

    public int Cards { get; init; } = 8;

    public int Networks { get; init; } = 3;

    public double Reviewed { get; init; } = 0.7;

    public double ReviewHours { get; init; } = 20;

    public double FiveStars { get; init; } = 0.96;

    public double Refunded { get; init; } = 0.1;

    public double Price { get; init; } = 1;

    public int AccountDays { get; init; } = 20;

    public double HoursBetweenAccounts { get; init; } = 2;

    public bool Bursts { get; init; }

    public bool RepeatBuyers { get; init; }
}
