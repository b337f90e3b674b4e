using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Calibration;

/// <summary>
/// Makes probabilities of scores by a sigmoid (Platt 1999), with the targets and the Newton method of Lin, Lin and Weng (2007). For few
/// rows (a hundred do), and for scores that are off by a slope and a shift, such as margins or log-odds; where the distortion has
/// another shape and rows are many, <see cref="IsotonicCalibration"/> fits better. Keeps the ranking. Fitting takes some ten passes;
/// a score costs one exponential. Immutable and thread-safe.
/// </summary>
public sealed class PlattCalibration
{
    private const int MaxSteps = 100;

    private PlattCalibration(double slope, double intercept) => (Slope, Intercept) = (slope, intercept);

    /// <summary>Takes scores for log-odds as they are, where there are no rows to fit one on.</summary>
    public static PlattCalibration None { get; } = new(1, 0);

    /// <summary>What a score of 1 adds to the log-odds.</summary>
    public double Slope { get; }

    /// <summary>The log-odds of a score of 0.</summary>
    public double Intercept { get; }

    /// <param name="scores">One per row, finite, higher for the positive class; best those the model did not learn from.</param>
    /// <param name="labels">1 or 0.</param>
    /// <param name="weights">What each row counts, ≥ 0; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is not finite, or no row weighs anything.</exception>
    public static PlattCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        var rows = CalibrationRows.Sorted(scores, labels, weights);
        var (positive, negative) = (rows.Sum(static r => r.Positive), rows.Sum(static r => r.Weight - r.Positive));
        // Targets short of 0 and 1 keep the slope finite where the classes separate.
        var (high, low) = ((positive + 1) / (positive + 2), 1 / (negative + 2));
        List<ScoredWeight> targets = [.. rows.Select(r => r with { Positive = (r.Positive * high) + ((r.Weight - r.Positive) * low) })];

        var fit = new PlattCalibration(0, Math.Log((positive + 1) / (negative + 1)));
        for (var step = 0; step < MaxSteps && fit.Improve(targets) is { } better; step++)
            fit = better;
        return fit;
    }

    /// <summary>The probability of the positive class, between 0 and 1; NaN for NaN.</summary>
    public double Calibrate(double score) => 1 / (1 + Math.Exp(-((Slope * score) + Intercept)));

    /// <summary>As part of a model's payload.</summary>
    public void Write(BinaryWriter payload)
    {
        payload.Write(Slope);
        payload.Write(Intercept);
    }

    /// <exception cref="InvalidModelFileException">What is read never was written.</exception>
    public static PlattCalibration Read(BinaryReader payload) =>
        new PlattCalibration(payload.ReadDouble(), payload.ReadDouble()) is var read && double.IsFinite(read.Slope) && double.IsFinite(read.Intercept)
            ? read
            : throw new InvalidModelFileException("The model file is damaged: a calibration is no number.");

    /// <summary>One Newton step, halved until the loss falls; null where it cannot fall any more.</summary>
    private PlattCalibration? Improve(List<ScoredWeight> targets)
    {
        // A little on the diagonal, as in the paper, for scores that are all equal.
        double aa = 1e-12, ab = 0, bb = 1e-12, a = 0, b = 0;
        foreach (var row in targets)
        {
            var p = Calibrate(row.Score);
            var (error, curvature) = (row.Positive - (row.Weight * p), row.Weight * p * (1 - p));
            a += error * row.Score;
            b += error;
            aa += curvature * row.Score * row.Score;
            ab += curvature * row.Score;
            bb += curvature;
        }

        var determinant = (aa * bb) - (ab * ab);
        var (slope, intercept) = (((bb * a) - (ab * b)) / determinant, ((aa * b) - (ab * a)) / determinant);
        var loss = Loss(targets);
        // What the step promises to gain: the decrement, which no unit of the scores changes.
        if (determinant <= 0 || (a * slope) + (b * intercept) < 1e-14 * loss)
            return null;
        for (var part = 1.0; part > 1e-10; part /= 2)
            if (new PlattCalibration(Slope + (part * slope), Intercept + (part * intercept)) is var next && next.Loss(targets) < loss)
                return next;
        return null;
    }

    private double Loss(List<ScoredWeight> targets)
    {
        var loss = 0.0;
        foreach (var row in targets)
        {
            var odds = (Slope * row.Score) + Intercept;
            // ln(1 + e^odds) without overflow.
            loss += (row.Weight * (Math.Max(odds, 0) + Math.Log(1 + Math.Exp(-Math.Abs(odds))))) - (row.Positive * odds);
        }

        return loss;
    }
}
