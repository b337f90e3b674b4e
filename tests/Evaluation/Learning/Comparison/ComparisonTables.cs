using System.Globalization;
using System.Text;
using MerchantOps.Evaluation.Learning.Peers;
using MerchantOps.Learning.Measures;

namespace MerchantOps.Evaluation.Learning.Comparison;

/// <summary>The comparison as Markdown, for people at the console and on a page alike.</summary>
internal static class ComparisonTables
{
    public static string Of(IReadOnlyList<SetComparison> sets)
    {
        var text = new StringBuilder();
        var parts = sets.SelectMany(s => s.Parts).ToList();
        Add(text, "Quality on the test part; ours is the mean of five seeds.", ["set, part", "rows, positives", "learner", "AUC", "AP", "log-loss", "recall at 1 % FPR"], parts.SelectMany(QualityRows));
        if (parts.Any(p => p.Auc is not null))
            Add(text, "Ours less XGBoost's, with 95 % intervals of the paired stratified bootstrap (1,000 resamples, the median seed).", ["set, part", "AUC", "AP", "verdict"], parts.Select(DifferenceRow));
        Add(text, "Training, and scoring 100,000 rows; the ratios are ours to XGBoost's, so below 1 is faster in training and above 1 in scoring.",
            ["set", "threads", "learner", "train s", "ratio", "rows/s", "ratio"], sets.SelectMany(SpeedRows));
        Add(text, "One row on one thread, in microseconds: its score (for peers the call from Python), and its contributions.",
            ["set", "ours", "XGBoost", "ours, reasons", "XGBoost, reasons", "ratio", "leaves, ours", "leaves, XGBoost"], sets.Select(SingleRow));
        return text.ToString().TrimEnd('\n');
    }

    private static IEnumerable<string[]> QualityRows(PartComparison part)
    {
        yield return QualityRow(part, "ours", part.Mean);
        foreach (var (peer, quality) in part.Peers)
            yield return QualityRow(part, peer, quality);
    }

    private static string[] QualityRow(PartComparison part, string learner, Quality quality) =>
    [
        $"{part.Set}, {part.Part}", $"{Whole(part.Rows)}, {Whole(part.Positives)}", learner,
        Four(quality.Auc), Four(quality.Ap), quality.LogLoss.ToString("F5", CultureInfo.InvariantCulture), Four(quality.Recall),
    ];

    private static string[] DifferenceRow(PartComparison part) => [$"{part.Set}, {part.Part}", Range(part.Auc), Range(part.Ap), Verdict(part)];

    private static string Verdict(PartComparison part) => part switch
    {
        { IsWorse: true } => "worse",
        { IsBetter: true } => "better",
        _ => "equal",
    };

    private static IEnumerable<string[]> SpeedRows(SetComparison set)
    {
        foreach (var threads in SetComparison.Threads)
        {
            var (ours, xgb) = (set.Ours.Speeds[threads], set.Peers?.Speeds[(PeerFigures.Xgb, threads)]);
            yield return SpeedRow(set, threads, "ours", ours, Ratio(ours.TrainSeconds, xgb?.TrainSeconds), Ratio(ours.RowsPerSecond, xgb?.RowsPerSecond));
            foreach (var peer in set.Peers is null ? [] : PeerFigures.Names)
                yield return SpeedRow(set, threads, peer, set.Peers!.Speeds[(peer, threads)], "", "");
        }
    }

    private static string[] SpeedRow(SetComparison set, int threads, string learner, Speed speed, string trainRatio, string scoreRatio) =>
    [
        $"{set.Set} ({Whole(set.Rows)} × {set.Features})", Whole(threads), learner,
        speed.TrainSeconds.ToString("F3", CultureInfo.InvariantCulture), trainRatio, Whole((long)speed.RowsPerSecond), scoreRatio,
    ];

    private static string[] SingleRow(SetComparison set)
    {
        var peers = set.Peers;
        return
        [
            set.Set, One(set.Ours.Speeds[1].SingleMicroseconds), One(peers?.Speeds[(PeerFigures.Xgb, 1)].SingleMicroseconds),
            One(set.Ours.ExplainMicroseconds), One(peers?.ExplainMicroseconds), Ratio(set.Ours.ExplainMicroseconds, peers?.ExplainMicroseconds),
            Whole(set.Ours.Leaves), peers is null ? "" : Whole(peers.Leaves),
        ];
    }

    private static void Add(StringBuilder text, string caption, string[] header, IEnumerable<string[]> rows)
    {
        text.Append(caption).Append("\n\n").Append(Line(header)).Append(Line([.. header.Select(_ => "---")]));
        foreach (var row in rows)
            text.Append(Line(row));
        text.Append('\n');
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Range(Difference? difference) => difference is { } d
        ? string.Create(CultureInfo.InvariantCulture, $"{d.Estimate:+0.0000;-0.0000} ({d.Low:+0.0000;-0.0000} to {d.High:+0.0000;-0.0000})")
        : "";

    private static string Ratio(double ours, double? theirs) => theirs is { } t ? (ours / t).ToString("F2", CultureInfo.InvariantCulture) : "";

    private static string Four(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string One(double? value) => value?.ToString("F1", CultureInfo.InvariantCulture) ?? "";

    private static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
