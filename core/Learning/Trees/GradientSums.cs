namespace MerchantOps.Learning.Trees;

/// <summary>
/// A sum of first and second derivatives as fixed-point numbers in one word, first derivatives (signed) above second ones. Histograms
/// add both at once, and a sum depends neither on the order of its terms nor, therefore, on the number of threads. The scale is such that the
/// sums over all rows stay about 2^30 (after the idea of Shi et al., "Quantized Training of Gradient Boosting Decision Trees", 2022).
/// </summary>
internal readonly record struct GradientSums(long Packed)
{
    public const int Largest = 1 << 30;

    public int First => (int)(Packed >> 32);

    public int Second => (int)Packed;

    public static long Pack(int first, int second) => ((long)first << 32) + second;

    public static GradientSums operator -(GradientSums a, GradientSums b) => new(a.Packed - b.Packed);

    public static GradientSums operator +(GradientSums a, GradientSums b) => new(a.Packed + b.Packed);
}
