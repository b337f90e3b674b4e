namespace MerchantOps.Demo;

/// <summary>
/// A seeded source of chance. Each purpose has its own, so that changing one part of the simulation leaves the draws of the others alone.
/// Not thread-safe.
/// </summary>
internal sealed class Dice(int seed, string purpose)
{
    private readonly Random random = new(Mix(seed, purpose));

    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>A whole number of both bounds and between.</summary>
    public int Between(int low, int high) => random.Next(low, high + 1);

    public double Between(double low, double high) => low + ((high - low) * random.NextDouble());

    /// <summary>A span of whole seconds: events happen at full seconds.</summary>
    public TimeSpan Between(TimeSpan low, TimeSpan high) => TimeSpan.FromSeconds(Math.Round(Between(low.TotalSeconds, high.TotalSeconds)));

    /// <summary>A waiting time with this mean, mostly shorter, sometimes several times longer.</summary>
    public TimeSpan Wait(TimeSpan mean) => TimeSpan.FromSeconds(Math.Round(-Math.Log(1 - random.NextDouble()) * mean.TotalSeconds));

    /// <summary>Around 1, skewed to the right as amounts are; <paramref name="spread"/> is the deviation of the logarithm.</summary>
    public double Skewed(double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp(spread * normal);
    }

    public T Pick<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];

    /// <summary>The first ones far more often than the last, as best-sellers and regulars are.</summary>
    public T PickPopular<T>(IReadOnlyList<T> among)
    {
        var place = random.NextDouble();
        return among[(int)(place * place * among.Count)];
    }

    public T Pick<T>(IReadOnlyList<T> among, Func<T, double> weight)
    {
        var left = random.NextDouble() * among.Sum(weight);
        foreach (var one in among)
        {
            left -= weight(one);
            if (left < 0)
                return one;
        }

        return among[^1];
    }

    public string Hex(int length) => string.Create(length, random, static (text, random) =>
    {
        foreach (ref var c in text)
            c = "0123456789abcdef"[random.Next(16)];
    });

    /// <summary>Each # of the pattern as a digit, as postal codes need.</summary>
    public string Digits(string pattern) => string.Create(pattern.Length, (pattern, random), static (text, state) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = state.pattern[i] == '#' ? (char)('0' + state.random.Next(10)) : state.pattern[i];
    });

    // FNV-1a: string.GetHashCode differs from process to process.
    private static int Mix(int seed, string purpose)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var c in purpose)
            hash = (hash ^ c) * 16777619;
        return (int)(hash & int.MaxValue);
    }
}
