using System.Runtime.InteropServices;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>A node of an isolation tree; its children stand side by side.</summary>
/// <param name="Feature">What is asked, or <see cref="Leaf"/>.</param>
/// <param name="Value">Smaller numbers, or this category, go left; of a leaf, the length of the path to it.</param>
/// <param name="Left">Index of the left child; the right one follows.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct IsolationNode(int Feature, float Value, int Left)
{
    public const int Leaf = -1;

    /// <summary>Mean length of an unsuccessful search in a binary search tree of so many rows: what a leaf of several rows stands for.</summary>
    public static double PathLength(int rows) => rows switch
    {
        <= 1 => 0,
        2 => 1,
        _ => (2 * (Math.Log(rows - 1) + 0.5772156649015329)) - (2.0 * (rows - 1) / rows),
    };
}
