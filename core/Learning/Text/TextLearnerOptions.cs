namespace MerchantOps.Learning.Text;

/// <summary>The defaults suit intents and categories of some ten to thousands of examples each.</summary>
public sealed record TextLearnerOptions
{
    /// <summary>The label of examples that belong to none of the others; a text out of scope need not resemble them. Null when there are no such examples.</summary>
    public string? OutOfScopeLabel { get; init; }

    /// <summary>The share of rightly understood texts that may be taken for out of scope, 0 to 0.5: the more, the more of what is out of scope is told.</summary>
    public double OutOfScopeLoss { get; init; } = 0.005;

    /// <summary>What an error costs, against one half of the squared length of the weights; 0.001 to 1000. Smaller is smoother.</summary>
    public double C { get; init; } = 4;

    /// <summary>At most so many passes over the examples, 1 to 1000.</summary>
    public int Passes { get; init; } = 6;

    /// <summary>N-grams share 2^Bits buckets, 12 to 24; 20 keep apart those of some hundred thousand short texts.</summary>
    public int Bits { get; init; } = 20;

    /// <summary>1 to 1024; their number does not change the model.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    public int Seed { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        Check(nameof(OutOfScopeLoss), OutOfScopeLoss, 0, 0.5);
        Check(nameof(C), C, 0.001, 1000);
        Check(nameof(Passes), Passes, 1, 1000);
        Check(nameof(Bits), Bits, NgramHasher.MinBits, NgramHasher.MaxBits);
        Check(nameof(Threads), Threads, 1, 1024);
    }

    private static void Check(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException(FormattableString.Invariant($"{name} must be {least} to {most}, not {value}."));
    }
}
