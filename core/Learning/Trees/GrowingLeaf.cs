namespace MerchantOps.Learning.Trees;

/// <summary>A leaf of a tree that still grows, with the rows it holds. Not thread-safe, save that groups of features may be searched at once.</summary>
internal sealed class GrowingLeaf
{
    public int Node { get; init; }

    public int Depth { get; init; }

    /// <summary>Its stretch of <see cref="RowPartition"/>, the end exclusive.</summary>
    public int Begin { get; init; }

    public int End { get; init; }

    /// <summary>Which of the partition's two sides the stretch lies on.</summary>
    public int Side { get; init; }

    public GradientSums Sums { get; init; }

    public Bounds Bounds { get; init; } = Bounds.None;

    /// <summary>Whether it may be split at all.</summary>
    public bool Able { get; init; }

    /// <summary>By position in the <see cref="TreePart"/>, whether it may be split by that feature.</summary>
    public bool[] Columns { get; init; } = [];

    /// <summary>Sums per bin, or null when they are not kept.</summary>
    public long[]? Histogram { get; set; }

    /// <summary>The best split in each group of features.</summary>
    public Split?[] Candidates { get; set; } = [];

    /// <summary>The best split of all, the first feature of equals; null when none gains.</summary>
    public Split? Best { get; private set; }

    public int Count => End - Begin;

    public void Conclude()
    {
        foreach (var candidate in Candidates)
            if (candidate is not null && candidate.Gain > (Best?.Gain ?? double.NegativeInfinity))
                Best = candidate;
        Candidates = [];
    }
}
