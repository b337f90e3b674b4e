using System.Numerics.Tensors;

namespace MerchantOps.Learning.Text;

/// <summary>Reads the margins of one text, by class. Stateless.</summary>
internal static class ClassMargins
{
    /// <summary>How much looking out of scope tells against being in scope.</summary>
    private const float OutOfScopeShare = 0.5f;

    /// <summary>The likeliest class but <paramref name="outOfScope"/> (−1 for none), and how clearly the text is in scope at all.</summary>
    public static (int Class, float Confidence) Best(ReadOnlySpan<float> margins, int outOfScope)
    {
        if (outOfScope < 0)
            return (TensorPrimitives.IndexOfMax(margins), TensorPrimitives.Max(margins));

        var best = outOfScope == 0 ? 1 : 0;
        for (var k = best + 1; k < margins.Length; k++)
            if (k != outOfScope && margins[k] > margins[best])
                best = k;
        return (best, margins[best] - (OutOfScopeShare * margins[outOfScope]));
    }
}
