using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Measures;

/// <summary>
/// Weights under which label and group are independent (Kamiran and Calders 2012, "Data preprocessing techniques for classification
/// without discrimination"): each row counts P(group) × P(label) / P(group, label). A remedy before learning, where past decisions
/// are unlike for groups; the learner must heed weights. It changes what is learned, not the rows, and guarantees nothing about the
/// model: measure it with <see cref="Fairness"/>. Two passes. Stateless.
/// </summary>
public static class Reweighing
{
    /// <param name="labels">Class codes; any finite numbers, told apart exactly.</param>
    /// <param name="groups">Code of each row's group.</param>
    /// <param name="weights">What each row counts so far; empty for 1 each.</param>
    /// <returns>New weights of the same sum.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static float[] Weights(ReadOnlySpan<float> labels, ReadOnlySpan<int> groups, ReadOnlySpan<float> weights = default)
    {
        if (groups.Length != labels.Length || (!weights.IsEmpty && weights.Length != labels.Length))
            throw new ArgumentException($"{groups.Length} groups and {weights.Length} weights are given for {labels.Length} labels.", nameof(groups));

        var (ofLabel, ofGroup, ofBoth, total) = (new Dictionary<float, double>(), new Dictionary<int, double>(), new Dictionary<(float, int), double>(), 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            ofLabel[labels[i]] = ofLabel.GetValueOrDefault(labels[i]) + weight;
            ofGroup[groups[i]] = ofGroup.GetValueOrDefault(groups[i]) + weight;
            ofBoth[(labels[i], groups[i])] = ofBoth.GetValueOrDefault((labels[i], groups[i])) + weight;
            total += weight;
        }

        var reweighed = new float[labels.Length];
        for (var i = 0; i < reweighed.Length; i++)
            if ((weights.IsEmpty ? 1 : weights[i]) is > 0 and var weight)
                reweighed[i] = (float)(weight * ofGroup[groups[i]] * ofLabel[labels[i]] / (total * ofBoth[(labels[i], groups[i])]));
        return reweighed;
    }

    /// <summary>The same data set under such weights; any it has are the starting point.</summary>
    /// <param name="groups">Code of each row's protected group, which need not be a feature.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static Dataset Apply(Dataset data, ReadOnlySpan<int> groups) => data.WithWeights(Weights(data.Labels, groups, data.Weights));
}
