using MerchantOps.Orders;

namespace MerchantOps.Demo;

/// <summary>What goes into a basket.</summary>
internal static class Baskets
{
    /// <summary>One to a few articles, best-sellers mostly; an appetite of 3 and more fills it up to about that many typical prices.</summary>
    public static IReadOnlyList<OrderLine> Ordinary(ShopSite site, DateTimeOffset at, Dice dice, double appetite = 1)
    {
        var shelf = site.ShelfAt(at);
        var lines = new List<OrderLine>();
        var articles = 1 + (dice.Chance(0.4) ? 1 : 0) + (dice.Chance(0.15) ? 1 : 0);
        while (articles-- > 0)
            Add(lines, dice.PickPopular(shelf), dice.Chance(0.12) ? 2 : 1);

        var target = site.TypicalPrice * (decimal)(appetite * dice.Skewed(0.35));
        for (var i = 0; appetite >= 2 && i < 12 && Sum(lines) < target; i++)
            Add(lines, dice.Pick(shelf), dice.Between(1, 2));
        return lines;
    }

    /// <summary>What sells again easily: the dearer half of the shelf, up to about this many typical prices.</summary>
    public static IReadOnlyList<OrderLine> Resellable(ShopSite site, DateTimeOffset at, Dice dice, double worth)
    {
        var dear = site.ShelfAt(at).OrderByDescending(good => good.Price).Take(5).ToList();
        var target = site.TypicalPrice * (decimal)(worth * dice.Skewed(0.3));
        var lines = new List<OrderLine>();
        do
        {
            var affordable = dear.Where(good => good.Price <= target - Sum(lines)).ToList();
            Add(lines, affordable.Count > 0 ? dice.Pick(affordable) : dear[^1], 1);
        }
        while (Sum(lines) < target * 0.8m && lines.Count < 6);

        return lines;
    }

    /// <summary>A single cheap article.</summary>
    public static IReadOnlyList<OrderLine> Tiny(ShopSite site, DateTimeOffset at, Dice dice)
    {
        var lines = new List<OrderLine>();
        Add(lines, dice.Pick(site.ShelfAt(at).OrderBy(good => good.Price).Take(2).ToList()), 1);
        return lines;
    }

    private static decimal Sum(List<OrderLine> lines) => lines.Sum(line => line.Price * line.Quantity);

    private static void Add(List<OrderLine> lines, Good good, int quantity)
    {
        var place = lines.FindIndex(line => line.Product == good.Id);
        if (place >= 0)
            lines[place] = lines[place] with { Quantity = lines[place].Quantity + quantity };
        else
            lines.Add(new OrderLine(good.Id, good.Sku, good.Title, quantity, good.Price));
    }
}
