using MerchantOps.Fraud.Signals;
using MerchantOps.Learning.Data;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// The collected orders, bounded: of too many, good ones are drawn by their key, so that every step of a run draws the same, and count
/// for those left out. What is fraud is known when it is confirmed; what nobody has judged is good once labels have had their time.
/// Not thread-safe.
/// </summary>
internal sealed class TrainingSet(IReadOnlyList<Feature> features, int most)
{
    private List<TrainingExample> examples = [];
    private ulong limit = ulong.MaxValue;

    public int Count => examples.Count;

    public void Add(TrainingExample example)
    {
        if (!IsKept(example))
            return;
        examples.Add(example);
        if (examples.Count <= most)
            return;

        limit /= 2;
        examples = examples.FindAll(IsKept);
    }

    /// <summary>Splits what is known into orders to learn from and later ones to compare on.</summary>
    /// <param name="now">Orders dated later have a wrong clock.</param>
    /// <param name="notBefore">Comparing begins after this: a champion has learned from what lies before.</param>
    public TrainingParts Split(FraudTrainingOptions options, DateTimeOffset now, DateTimeOffset? notBefore)
    {
        // History may be replayed, so time is what the orders tell.
        var newest = examples.Where(e => e.At <= now).Select(static e => e.At).DefaultIfEmpty().Max();
        var matured = examples.Where(e => e.At <= newest - options.LabelDelay).OrderBy(static e => e.At).ThenBy(static e => e.Key).ToList();
        var cut = CutOf(matured, options);
        var later = matured.Skip(cut).Where(e => notBefore is null || e.At > notBefore).ToList();
        return new TrainingParts(RowsOf(matured.Take(cut)), RowsOf(later), [.. later.Select(static e => (double)e.Rules)], RowsOf(examples.Where(e => e.At > newest - options.DriftWindow && e.At <= now)));
    }

    /// <summary>As few of the newest as hold enough frauds to tell models apart, and never more than the share.</summary>
    private static int CutOf(List<TrainingExample> matured, FraudTrainingOptions options)
    {
        var (cut, frauds, least) = (matured.Count, 0, (int)(matured.Count * (1 - options.LaterShare)));
        while (cut > least && frauds < options.LaterFrauds)
            frauds += matured[--cut].Fraud ? 1 : 0;
        return cut;
    }

    private bool IsKept(TrainingExample example) => example.Fraud || example.Key <= limit;

    private TrainingRows RowsOf(IEnumerable<TrainingExample> part)
    {
        var stands = (float)(ulong.MaxValue / (double)limit);
        return new TrainingRows(features, OrderFeatures.Version, part.Select(e => new TrainingRow(e.Features, e.Fraud, e.At, e.Fraud ? e.Weight : e.Weight * stands)));
    }
}

/// <param name="Earlier">To learn from.</param>
/// <param name="Later">To compare on.</param>
/// <param name="Rules">What the rules scored, by later order; NaN where a model had a say.</param>
/// <param name="Newest">Of the last days, whether their labels are known or not.</param>
internal sealed record TrainingParts(TrainingRows Earlier, TrainingRows Later, double[] Rules, TrainingRows Newest);
