using System.Numerics.Tensors;
using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Linear;

/// <summary>Weights of a logistic regression and what its margins mean: two classes have one set, more have one each. Immutable and thread-safe.</summary>
internal sealed class LinearWeights
{
    private readonly double[] values;

    /// <param name="values">By set: one per column, then the intercept.</param>
    /// <exception cref="ArgumentException">They are too few, too many or not finite.</exception>
    public LinearWeights(int classes, int width, double[] values)
    {
        (Classes, Width, this.values) = (classes, width, values);
        if (classes < 2 || width < 0 || values.LongLength != (width + 1L) * Sets || Array.Exists(values, static v => !double.IsFinite(v)))
            throw new ArgumentException($"{classes} classes and {width} columns do not have {values.Length} finite weights.", nameof(values));
    }

    public int Classes { get; }

    public int Width { get; }

    public int Sets => Classes == 2 ? 1 : Classes;

    /// <summary>Of class 1 of two, or of class <paramref name="set"/> of more.</summary>
    public ReadOnlySpan<double> Set(int set) => values.AsSpan(set * (Width + 1), Width + 1);

    /// <summary>Makes the margins of the sets, at the front, into the probabilities of the classes.</summary>
    public void ToProbabilities(Span<double> margins)
    {
        margins = margins[..Classes];
        if (Classes == 2)
        {
            margins[1] = LogisticRegressionModel.Sigmoid(margins[0]);
            margins[0] = 1 - margins[1];
            return;
        }

        TensorPrimitives.Subtract(margins, TensorPrimitives.Max<double>(margins), margins);
        TensorPrimitives.SoftMax<double>(margins, margins);
    }

    public void Write(BinaryWriter payload)
    {
        payload.Write(Classes);
        payload.Write(Width);
        payload.WriteArray<double>(values);
    }

    public static LinearWeights Read(BinaryReader payload) => new(payload.ReadInt32(), payload.ReadInt32(), payload.ReadArray<double>());
}
