namespace MerchantOps.Learning.Data;

/// <summary>Draws of options for <see cref="OptionsSearch"/>.</summary>
public static class RandomDraws
{
    /// <summary>Every order of magnitude as often, from <paramref name="low"/> &gt; 0 up to <paramref name="high"/>: learning rates, penalties.</summary>
    /// <exception cref="ArgumentException">Not 0 &lt; low ≤ high.</exception>
    public static double LogUniform(this Random random, double low, double high) =>
        low > 0 && low <= high
            ? Math.Exp(Math.Log(low) + (random.NextDouble() * Math.Log(high / low)))
            : throw new ArgumentException($"{low} to {high} is no range above 0.", nameof(low));

    /// <summary>Each value as often.</summary>
    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> values) => values[random.Next(values.Length)];
}
