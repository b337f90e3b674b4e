using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Fraud.Training;

/// <summary>What a challenger must prove. Ranges as annotated; section <c>Fraud:Promotion</c> of the settings.</summary>
public sealed record PromotionOptions
{
    public const string Section = "Fraud:Promotion";

    /// <summary>With fewer frauds among the later orders nothing is decided.</summary>
    [Range(2, 100_000)]
    public int MinFrauds { get; init; } = 20;

    /// <summary>What the first model must reach.</summary>
    [Range(0.5, 1)]
    public double MinAuc { get; init; } = 0.6;

    /// <summary>The share of good orders stopped at which groups are compared: the champion's working point.</summary>
    [Range(0.0001, 0.5)]
    public double FalsePositiveRate { get; init; } = 0.01;

    /// <summary>How much worse a guarded group may become, in false positives or in recall.</summary>
    [Range(0, 1)]
    public double MaxGroupLoss { get; init; } = 0.02;

    /// <summary>A group's recall is judged from so many frauds on, its false positives from ten times as many good orders: fewer cannot tell two points.</summary>
    [Range(1, 100_000)]
    public int MinGroupFrauds { get; init; } = 100;

    /// <summary>The largest expected calibration error over ten bins; twice that for a first model.</summary>
    [Range(0, 1)]
    public double MaxCalibrationError { get; init; } = 0.03;

    /// <summary>The largest mean time of a prediction, microseconds.</summary>
    [Range(1, 1_000_000)]
    public double MaxMicroseconds { get; init; } = 500;

    [Range(100, 100_000)]
    public int Resamples { get; init; } = 1_000;

    public int Seed { get; init; } = 1;
}
