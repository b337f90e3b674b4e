namespace MerchantOps.Learning.Measures;

/// <summary>What a decision between two classes gets right and wrong, in rows or in their weights. Shares of nothing are NaN, save F1, which is 0. Immutable.</summary>
public readonly record struct Confusion(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    public double Total => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    public double Accuracy => (TruePositives + TrueNegatives) / Total;

    public double Precision => TruePositives / (TruePositives + FalsePositives);

    /// <summary>The true positive rate: share of the positives that are selected.</summary>
    public double Recall => TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Share of the negatives that are selected.</summary>
    public double FalsePositiveRate => FalsePositives / (FalsePositives + TrueNegatives);

    /// <summary>Share of all that is selected.</summary>
    public double SelectionRate => (TruePositives + FalsePositives) / Total;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => TruePositives == 0 ? 0 : 2 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);
}
