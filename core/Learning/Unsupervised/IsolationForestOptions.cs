namespace MerchantOps.Learning.Unsupervised;

/// <summary>The defaults are the paper's, which suit most data.</summary>
public sealed record IsolationForestOptions
{
    /// <summary>1 to 10,000.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Rows drawn for each tree, 2 to 1,048,576; all when there are fewer. More blur small groups of outliers.</summary>
    public int SampleSize { get; init; } = 256;

    /// <summary>1 to 64; the model does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        Check(Trees, 1, 10_000, nameof(Trees));
        Check(SampleSize, 2, 1 << 20, nameof(SampleSize));
        Check(Threads, 1, 64, nameof(Threads));
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
    }
}
