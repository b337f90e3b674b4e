using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Calibration;

/// <summary>
/// Makes probabilities of scores by the best fitting line that never falls (pool adjacent violators; Zadrozny and Elkan 2002), straight
/// between its steps, and level beyond the scores seen. For some thousand rows or more the model did not learn from: it keeps whatever
/// shape they have, so with a few hundred it follows chance; use <see cref="PlattCalibration"/> then. Steps make ties, which costs a
/// little ranking. Fitting sorts once; a score costs log(steps), without allocation. Immutable and thread-safe.
/// </summary>
public sealed class IsotonicCalibration
{
    private readonly double[] scores;
    private readonly double[] probabilities;

    private IsotonicCalibration(double[] scores, double[] probabilities) => (this.scores, this.probabilities) = (scores, probabilities);

    /// <param name="scores">One per row, finite, higher for the positive class.</param>
    /// <param name="labels">1 or 0, or anything between when what is known is a share.</param>
    /// <param name="weights">What each row counts, ≥ 0; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is not finite, or no row weighs anything.</exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        var blocks = MonotoneBlocks.Pool(CalibrationRows.Sorted(scores, labels, weights));
        var (x, y) = (new List<double>(), new List<double>());
        foreach (var block in blocks)
        {
            Add(block.From);
            if (block.To > block.From)
                Add(block.To);

            void Add(double score)
            {
                x.Add(score);
                y.Add(block.Mean);
            }
        }

        return new IsotonicCalibration([.. x], [.. y]);
    }

    /// <summary>The probability of the positive class, 0 to 1; NaN for NaN.</summary>
    public double Calibrate(double score)
    {
        if (double.IsNaN(score))
            return double.NaN;
        var found = Array.BinarySearch(scores, score);
        if (found >= 0)
            return probabilities[found];

        var above = ~found;
        if (above == 0 || above == scores.Length)
            return probabilities[Math.Max(0, above - 1)];
        var share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
        return probabilities[above - 1] + (share * (probabilities[above] - probabilities[above - 1]));
    }

    /// <summary>As part of a model's payload.</summary>
    public void Write(BinaryWriter payload)
    {
        payload.WriteArray<double>(scores);
        payload.WriteArray<double>(probabilities);
    }

    /// <exception cref="InvalidModelFileException">What is read never was written.</exception>
    public static IsotonicCalibration Read(BinaryReader payload)
    {
        var scores = payload.ReadArray<double>();
        var probabilities = payload.ReadArray<double>(scores.Length);
        for (var i = 1; i < scores.Length; i++)
            if (!(scores[i] > scores[i - 1] && probabilities[i] >= probabilities[i - 1]))
                throw new InvalidModelFileException("The model file is damaged: a calibration does not rise.");
        return scores.Length > 0 ? new(scores, probabilities) : throw new InvalidModelFileException("The model file is damaged: a calibration is empty.");
    }
}
