namespace MerchantOps.Learning.Data;

/// <summary>How <see cref="OptionsSearch"/> spends its budget.</summary>
public sealed record OptionsSearchOptions
{
    /// <summary>Options drawn, 1 to 10,000.</summary>
    public int Trials { get; init; } = 27;

    /// <summary>Only one in so many goes on to a budget so many times larger, 2 to 10.</summary>
    public int Reduction { get; init; } = 3;

    /// <summary>Share of the whole budget each is tried on at first, above 0 to 1; 1 is plain random search.</summary>
    public double SmallestBudget { get; init; } = 1.0 / 9;

    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Trials, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(Reduction, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Reduction, 10);
        if (SmallestBudget is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(SmallestBudget), SmallestBudget, "The smallest budget is a share above 0 up to 1.");
    }

    /// <summary>How many are tried on which share; the last on all of it.</summary>
    internal List<(int Trials, double Budget)> Rungs()
    {
        var (rungs, count, budget) = (new List<(int, double)>(), Trials, SmallestBudget);
        // A hair of tolerance: three times a ninth and again is not quite one.
        for (; budget < 1 - 1e-9; count = Math.Max(1, count / Reduction), budget *= Reduction)
            rungs.Add((count, budget));
        rungs.Add((count, 1));
        return rungs;
    }
}
