using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning;

/// <summary>What the commands ask of any model of two classes. Thread-safe.</summary>
public interface IScorer
{
    /// <summary>0 for a model without trees.</summary>
    int Trees { get; }

    /// <summary>Of all trees.</summary>
    int Leaves { get; }

    /// <summary>The probability of class 1.</summary>
    double Score(ReadOnlySpan<float> row);

    /// <summary>The same of every row, by row.</summary>
    double[] Score(Dataset rows, int threads, CancellationToken ct);
}

/// <summary>Learns a model; the same seed gives the same one, whatever the number of threads.</summary>
public delegate IScorer Fit(Dataset train, int threads, int seed, CancellationToken ct);
