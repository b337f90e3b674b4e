namespace MerchantOps.Learning.Linear;

/// <summary>Labels as numbers of classes. Stateless.</summary>
internal static class ClassLabels
{
    private const int MaxClasses = 1 << 16;

    /// <returns>The class of each row, and one more than the highest; two at least.</returns>
    /// <exception cref="ArgumentException">There are no labels, or one is not a whole number from 0 to 65,535.</exception>
    public static (int[] Labels, int Classes) Of(ReadOnlySpan<float> labels)
    {
        if (labels.IsEmpty)
            throw new ArgumentException("There are no rows to learn from.", nameof(labels));
        var (whole, classes) = (new int[labels.Length], 2);
        for (var row = 0; row < whole.Length; row++)
        {
            if (!(labels[row] >= 0 && labels[row] < MaxClasses && MathF.Floor(labels[row]) == labels[row]))
                throw new ArgumentException($"The label of row {row}, {labels[row]}, is not a class from 0.", nameof(labels));
            whole[row] = (int)labels[row];
            classes = Math.Max(classes, whole[row] + 1);
        }

        return (whole, classes);
    }
}
