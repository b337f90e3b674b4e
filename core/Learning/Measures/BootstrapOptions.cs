namespace MerchantOps.Learning.Measures;

/// <summary>How <see cref="Bootstrap"/> resamples.</summary>
public sealed record BootstrapOptions
{
    /// <summary>100 to 100,000; a p-value is never smaller than 2 / (this + 1).</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Of confidence, between 0 and 1.</summary>
    public double Level { get; init; } = 0.95;

    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        if (Resamples is < 100 or > 100_000)
            throw new ArgumentOutOfRangeException(nameof(Resamples), Resamples, "Resamples must be 100 to 100,000.");
        if (Level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Level), Level, "A level of confidence lies between 0 and 1.");
    }
}
