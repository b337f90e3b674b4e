namespace MerchantOps.Learning.Measures;

/// <summary>How one group fares; see <see cref="Confusion"/> for its selection rate, recall (true positive rate) and false positive rate.</summary>
/// <param name="Group">Its code.</param>
public readonly record struct GroupOutcomes(int Group, Confusion Confusion);

/// <summary>
/// Whether decisions treat groups alike, as measured by selection rate and by errors (Hardt, Price and Srebro 2016; Feldman et al.
/// 2015): a gate before a model is promoted. "Selected" is what the positive class means: where that is a harm, such as declining an
/// order, a higher rate is the worse. The measures cannot all be even at once when groups differ in their share of positives. Small
/// groups give noisy rates: look at their size. One pass. Immutable.
/// </summary>
public sealed class Fairness
{
    private readonly GroupOutcomes[] groups;

    /// <param name="selected">What was decided for each row.</param>
    /// <param name="labels">1 where selecting would have been right, else 0.</param>
    /// <param name="groups">Code of each row's group, such as a country or an age band.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, or there are no rows.</exception>
    public Fairness(ReadOnlySpan<bool> selected, ReadOnlySpan<float> labels, ReadOnlySpan<int> groups, ReadOnlySpan<float> weights = default)
    {
        if (labels.IsEmpty || selected.Length != labels.Length || groups.Length != labels.Length || (!weights.IsEmpty && weights.Length != labels.Length))
            throw new ArgumentException($"{selected.Length} decisions, {groups.Length} groups and {weights.Length} weights are given for {labels.Length} labels.", nameof(labels));

        var outcomes = new SortedDictionary<int, Confusion>();
        for (var i = 0; i < labels.Length; i++)
        {
            var (so, weight) = (outcomes.GetValueOrDefault(groups[i]), weights.IsEmpty ? 1 : weights[i]);
            outcomes[groups[i]] = (selected[i], labels[i] > 0) switch
            {
                (true, true) => so with { TruePositives = so.TruePositives + weight },
                (true, false) => so with { FalsePositives = so.FalsePositives + weight },
                (false, true) => so with { FalseNegatives = so.FalseNegatives + weight },
                (false, false) => so with { TrueNegatives = so.TrueNegatives + weight },
            };
        }

        this.groups = [.. outcomes.Select(static o => new GroupOutcomes(o.Key, o.Value))];
    }

    /// <summary>By code, rising.</summary>
    public IReadOnlyList<GroupOutcomes> Groups => groups;

    /// <summary>Highest less lowest share selected (demographic parity difference), 0 to 1.</summary>
    public double SelectionRateGap => Gap(static c => c.SelectionRate);

    /// <summary>Highest less lowest true positive rate over the groups that have positives, 0 to 1.</summary>
    public double TruePositiveRateGap => Gap(static c => c.Recall);

    /// <summary>Highest less lowest false positive rate over the groups that have negatives, 0 to 1.</summary>
    public double FalsePositiveRateGap => Gap(static c => c.FalsePositiveRate);

    /// <summary>Selection rate of one group over that of another; the "four-fifths rule" asks for 0.8 at least where being selected is the benefit. NaN when nobody is selected.</summary>
    /// <exception cref="ArgumentException">A group has no rows.</exception>
    public double DisparateImpact(int of, int to) => Of(of).SelectionRate / Of(to).SelectionRate;

    /// <summary>True positive rate of one group less that of another (equal opportunity difference).</summary>
    /// <exception cref="ArgumentException">A group has no rows.</exception>
    public double EqualOpportunityDifference(int of, int to) => Of(of).Recall - Of(to).Recall;

    private Confusion Of(int group) =>
        Array.FindIndex(groups, g => g.Group == group) is >= 0 and var at ? groups[at].Confusion : throw new ArgumentException($"Group {group} has no rows.", nameof(group));

    private double Gap(Func<Confusion, double> rate)
    {
        double[] rates = [.. groups.Select(g => rate(g.Confusion)).Where(double.IsFinite)];
        return rates.Length == 0 ? 0 : rates.Max() - rates.Min();
    }
}
