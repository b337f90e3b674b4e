namespace MerchantOps.Learning.Unsupervised;

/// <summary>The number of clusters is the one that matters; <see cref="ClusterCountSearch"/> helps to choose it.</summary>
public sealed record KMeansOptions
{
    /// <summary>2 to 1000.</summary>
    public int Clusters { get; init; } = 4;

    /// <summary>Starts, of which the tightest is kept, 1 to 1000.</summary>
    public int Restarts { get; init; } = 10;

    /// <summary>Passes at most per start, 1 to 10,000; it stops when no row changes its cluster.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Divides each feature by its standard deviation, so that its unit does not matter.</summary>
    public bool Standardise { get; init; } = true;

    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        Check(Clusters, 2, 1000, nameof(Clusters));
        Check(Restarts, 1, 1000, nameof(Restarts));
        Check(MaxIterations, 1, 10_000, nameof(MaxIterations));
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
    }
}
