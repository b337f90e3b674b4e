namespace MerchantOps.Learning.Measures;

/// <summary>The two-sample Kolmogorov-Smirnov test. Immutable.</summary>
/// <param name="Statistic">Largest distance between the two distribution functions, 0 to 1.</param>
/// <param name="PValue">How probable a distance of this size is if both samples come from one distribution; too large when values repeat, which errs on the quiet side.</param>
public readonly record struct KolmogorovSmirnov(double Statistic, double PValue)
{
    /// <summary>
    /// Compares live scores or values with those of a reference. Finds any change of shape, with many rows also one too small to matter:
    /// watch the statistic, or <see cref="PopulationStability"/>, beside the p-value. Costs two sorts. The p-value is the asymptotic one
    /// with Stephens' correction (1970), good from some 10 values on either side.
    /// </summary>
    /// <param name="first">At least one value, none of them NaN.</param>
    /// <param name="second">As the first.</param>
    /// <exception cref="ArgumentException">A sample is empty or holds NaN.</exception>
    public static KolmogorovSmirnov Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (a, b, distance) = (Sorted(first), Sorted(second), 0.0);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == value)
                i++;
            while (j < b.Length && b[j] == value)
                j++;
            distance = Math.Max(distance, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        var root = Math.Sqrt((double)a.Length * b.Length / ((double)a.Length + b.Length));
        return new KolmogorovSmirnov(distance, Beyond((root + 0.12 + (0.11 / root)) * distance));
    }

    /// <summary>Probability that Kolmogorov's distribution lies beyond <paramref name="x"/>.</summary>
    private static double Beyond(double x)
    {
        // The series converges slowly here, and to 1 within 1e-12.
        if (x < 0.2)
            return 1;

        var (sum, sign) = (0.0, 1);
        for (var k = 1; k <= 100; k++, sign = -sign)
            sum += sign * Math.Exp(-2 * k * k * x * x);
        return Math.Clamp(2 * sum, 0, 1);
    }

    private static double[] Sorted(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted is [] or [double.NaN, ..] ? throw new ArgumentException("A sample is empty or holds what is no number.", nameof(values)) : sorted;
    }
}
