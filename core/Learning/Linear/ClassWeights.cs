using System.Runtime.Intrinsics;

namespace MerchantOps.Learning.Linear;

/// <summary>Linear weights of several classes, those of one column side by side, so that a row is scored for all classes in one pass. Thread-safe.</summary>
internal sealed class ClassWeights
{
    /// <summary>Classes that are worked on at once.</summary>
    public const int Lanes = 8;

    /// <param name="values">Column by column, then the intercepts; each <see cref="Stride"/> numbers, of which the last may stand for no class.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a value is not finite.</exception>
    public ClassWeights(int columns, int classes, float[] values)
    {
        (Columns, Classes, Values) = (columns, classes, values);
        if (values.LongLength != (columns + 1L) * Stride || Array.Exists(values, static v => !float.IsFinite(v)))
            throw new ArgumentException($"{columns} columns and {classes} classes do not have {values.Length} finite weights.", nameof(values));
    }

    public int Columns { get; }

    public int Classes { get; }

    /// <summary>Classes, rounded up to whole <see cref="Lanes"/>.</summary>
    public int Stride => StrideOf(Classes);

    public float[] Values { get; }

    public static int StrideOf(int classes) => (classes + Lanes - 1) / Lanes * Lanes;

    /// <summary>Makes every weight exact in two bytes; the error, one part in 2,000, is far below what the weights are sure of.</summary>
    public void RoundToHalf()
    {
        for (var i = 0; i < Values.Length; i++)
            Values[i] = (float)(Half)Values[i];
    }

    /// <summary>Scores a row.</summary>
    /// <param name="scores">Gets <see cref="Stride"/> numbers.</param>
    public void Score(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> scores)
    {
        var stride = Stride;
        scores = scores[..stride];
        Values.AsSpan(Columns * stride, stride).CopyTo(scores);
        for (var i = 0; i < columns.Length; i++)
        {
            var value = Vector256.Create(values[i]);
            var weights = Values.AsSpan(columns[i] * stride, stride);
            for (var k = 0; k < stride; k += Lanes)
                Vector256.FusedMultiplyAdd(value, Vector256.Create<float>(weights.Slice(k, Lanes)), Vector256.Create<float>(scores.Slice(k, Lanes)))
                    .CopyTo(scores[k..]);
        }
    }
}
