using System.Runtime.InteropServices;

namespace MerchantOps.Learning.Text;

/// <summary>
/// Margins of texts by models that did not learn from them, by which margins are turned into probabilities and the threshold of what is
/// out of scope is chosen. Not thread-safe.
/// </summary>
/// <param name="outOfScope">Class of what is out of scope, −1 for none.</param>
internal sealed class HeldOutMargins(int classes, int outOfScope)
{
    private readonly List<int> labels = [];
    private readonly List<float> margins = [];

    public int Rows => labels.Count;

    public int Classes => classes;

    public int Label(int row) => labels[row];

    public ReadOnlySpan<float> Row(int row) => CollectionsMarshal.AsSpan(margins).Slice(row * classes, classes);

    public void Add(int label, ReadOnlySpan<float> ofClasses)
    {
        labels.Add(label);
        margins.AddRange(ofClasses);
    }

    /// <summary>The confidence above which all but a share of the rightly understood texts in scope lie; lowest when none is understood.</summary>
    public double Threshold(double loss)
    {
        var right = new List<float>();
        for (var row = 0; row < labels.Count; row++)
            if (ClassMargins.Best(Row(row), outOfScope) is var (best, confidence) && best == labels[row])
                right.Add(confidence);
        right.Sort();
        return right.Count == 0 ? double.MinValue : right[(int)(loss * right.Count)];
    }
}
