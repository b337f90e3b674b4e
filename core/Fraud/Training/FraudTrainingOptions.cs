using System.ComponentModel.DataAnnotations;
using MerchantOps.Learning.Trees;

namespace MerchantOps.Fraud.Training;

/// <summary>How a fraud model is learned. Ranges as annotated; section <c>Fraud:Training</c> of the settings.</summary>
public sealed record FraudTrainingOptions
{
    public const string Section = "Fraud:Training";

    /// <summary>Of the model that is learned; sortable by time.</summary>
    [Required]
    public string Version { get; init; } = "unnamed";

    /// <summary>For the model's card.</summary>
    public DateTimeOffset? TrainedAt { get; init; }

    /// <summary>Rows learned from at most. Of more, frauds stay up to half of this, the others are drawn at random, and those drawn count for those left out.</summary>
    [Range(1_000, 5_000_000)]
    public int MaxRows { get; init; } = 300_000;

    /// <summary>Fewer frauds teach nothing.</summary>
    [Range(2, 1_000_000)]
    public int MinFrauds { get; init; } = 10;

    /// <summary>Parts of the newest rows that models of earlier rows are tried on, to make probabilities of scores; 0 for none, and then scores are taken as they are.</summary>
    [Range(0, 10)]
    public int Folds { get; init; } = 2;

    /// <summary>How much of the rows, the newest, those parts are together.</summary>
    [Range(0.05, 0.9)]
    public double ValidationShare { get; init; } = 0.3;

    /// <summary>Rows that a model of a fold learns from at most; drawn as for <see cref="MaxRows"/>.</summary>
    [Range(1_000, 5_000_000)]
    public int MaxFoldRows { get; init; } = 50_000;

    /// <summary>
    /// How long labels take. What lies so shortly before a part is not learned from, since its labels would not have been known then; at
    /// most a tenth of the time that the rows span.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan LabelDelay { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How far back orders are collected, by the time they were ingested.</summary>
    [Range(1, 3650)]
    public int Days { get; init; } = 120;

    /// <summary>The newest orders whose labels are known are kept to compare on until they hold so many frauds: 2,500 tell a difference of 0.03 in average precision nine times of ten.</summary>
    [Range(1, 100_000)]
    public int LaterFrauds { get; init; } = 2_500;

    /// <summary>And never more than this share of the orders.</summary>
    [Range(0.05, 0.9)]
    public double LaterShare { get; init; } = 0.3;

    /// <summary>The newest orders, which are looked at for drift.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan DriftWindow { get; init; } = TimeSpan.FromDays(2);

    public BoostedTreesOptions Trees { get; init; } = new() { Threads = 2 };

    public int Seed { get; init; } = 1;
}
