using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Learning.Trees;

public enum Objective
{
    /// <summary>Two classes, labels 0 and 1; predicts the probability of class 1.</summary>
    Binary,

    /// <summary>Classes 0 … k-1; predicts k probabilities.</summary>
    MultiClass,

    /// <summary>Any finite number; squared error.</summary>
    Regression,
}

public enum Growth
{
    /// <summary>Level by level, so that all leaves may reach the greatest depth.</summary>
    DepthWise,

    /// <summary>Always the leaf that gains most, up to the number of leaves; overfits small tables sooner.</summary>
    LeafWise,
}

/// <summary>Ranges as annotated; <see cref="BoostedTreesLearner"/> checks them. The defaults were chosen by validation within the training parts
/// of seven public sets of 600 to 900,000 rows; one setting serves them all.</summary>
public sealed record BoostedTreesOptions
{
    public Objective Objective { get; init; }

    /// <summary>Rounds of boosting; with k classes every round grows k trees.</summary>
    [Range(1, 100_000)]
    public int Trees { get; init; } = 200;

    public Growth Growth { get; init; }

    [Range(1, 16)]
    public int MaxDepth { get; init; } = 6;

    [Range(2, 1024)]
    public int MaxLeaves { get; init; } = 64;

    /// <summary>
    /// What part of each tree's step is taken. Trees × rate should stay above about 10: classes begin at even odds, and a rare one needs
    /// so many steps down.
    /// </summary>
    [Range(0.0001, 1)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>L2 penalty on leaf values.</summary>
    [Range(0, 1e9)]
    public double L2 { get; init; } = 5;

    /// <summary>L1 penalty on leaf values.</summary>
    [Range(0, 1e9)]
    public double L1 { get; init; }

    /// <summary>Least sum of second derivatives in a leaf (rows, for squared error).</summary>
    [Range(0, 1e9)]
    public double MinChildWeight { get; init; } = 0.5;

    /// <summary>Least gain for which a leaf is split.</summary>
    [Range(0, 1e9)]
    public double MinGain { get; init; }

    /// <summary>
    /// Part of the rows each tree is grown on. Below 1, rows are drawn by the size of their gradients and weighted so that sums stay
    /// right on average (minimal variance sampling).
    /// </summary>
    [Range(0.01, 1)]
    public double RowSample { get; init; } = 0.5;

    /// <summary>Part of the features each tree may use.</summary>
    [Range(0.01, 1)]
    public double ColumnSample { get; init; } = 0.5;

    /// <summary>Part of the tree's features each split may use.</summary>
    [Range(0.01, 1)]
    public double SplitColumnSample { get; init; } = 1;

    /// <summary>Histogram bins per feature.</summary>
    [Range(2, 255)]
    public int MaxBins { get; init; } = 255;

    /// <summary>A feature of at most so many categories is split one against the rest, another into two sets.</summary>
    [Range(0, 255)]
    public int CategoriesOneByOne { get; init; } = 64;

    /// <summary>Smooths the order of categories in a split, in units of second derivatives; rare ones are not told apart.</summary>
    [Range(0, 1e9)]
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>By feature name: 1 when the prediction may only rise with it, -1 when it may only fall.</summary>
    public IReadOnlyDictionary<string, int> Monotone { get; init; } = new Dictionary<string, int>();

    /// <summary>What each class counts, by class; empty for 1 each. Multiplies the weights of rows.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>Stops when the validation loss has not fallen for so many rounds and keeps the best; 0 for never. Needs a validation part.</summary>
    [Range(0, 100_000)]
    public int EarlyStopping { get; init; }

    /// <summary>The model does not depend on it.</summary>
    [Range(1, 256)]
    public int Threads { get; init; } = 1;

    public int Seed { get; init; } = 1;
}
