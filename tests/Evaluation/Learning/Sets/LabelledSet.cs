using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>A public set as a learner sees it: the same features in both parts, labels 0 and 1.</summary>
/// <param name="Test">Every row that is tested; <paramref name="Parts"/> says what is reported of them.</param>
public sealed record LabelledSet(string Name, Dataset Train, Dataset Test, IReadOnlyList<TestPart> Parts)
{
    /// <summary>A set whose test is reported as a whole.</summary>
    public LabelledSet(string name, Dataset train, Dataset test)
        : this(name, train, test, [new TestPart("test", [.. Enumerable.Range(0, test.Rows)])])
    {
    }

    /// <summary>Whether it counts in means over sets: not when it is too small to tell, or is another set with fewer features.</summary>
    public bool IsAveraged { get; init; } = true;
}

/// <summary>Rows of a test table that are reported apart; parts may overlap.</summary>
/// <param name="Rows">Their places, ascending.</param>
public sealed record TestPart(string Name, int[] Rows);
