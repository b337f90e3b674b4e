namespace MerchantOps.Evaluation.Generators;

/// <summary>Draws that the generators share. The same seed gives the same values on every machine.</summary>
internal static class Draws
{
    public static bool Chance(this Random random, double share) => random.NextDouble() < share;

    public static double Between(this Random random, double from, double until) => from + random.NextDouble() * (until - from);

    public static T Pick<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>An item drawn by its weight; weights need not sum to one.</summary>
    public static T Weighted<T>(this Random random, IReadOnlyList<(T Item, double Weight)> items)
    {
        var left = random.NextDouble() * items.Sum(i => i.Weight);
        foreach (var (item, weight) in items)
        {
            left -= weight;
            if (left < 0)
                return item;
        }

        return items[^1].Item;
    }

    /// <summary>Normally distributed (Box and Muller).</summary>
    public static double Normal(this Random random, double mean, double deviation) =>
        mean + deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Normally distributed in the logarithm, so that half of the values lie below <paramref name="median"/>.</summary>
    public static double LogNormal(this Random random, double median, double deviation) => median * Math.Exp(random.Normal(0, deviation));

    /// <summary>A count with this mean (Knuth); for means up to some hundreds.</summary>
    public static int Poisson(this Random random, double mean)
    {
        var count = 0;
        for (var sum = -Math.Log(1 - random.NextDouble()); sum < mean; sum -= Math.Log(1 - random.NextDouble()))
            count++;
        return count;
    }

    /// <summary>A code of this length from these letters.</summary>
    public static string Code(this Random random, int length, string letters) => new(random.GetItems<char>(letters, length));
}
