using System.Numerics;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Trees;

namespace MerchantOps.Tests.Core.Learning.Trees;

/// <summary>Shapley values of a saved forest of numbers, straight from their definition: over all sets of known features.</summary>
internal sealed class ForestProbe
{
    private readonly Forest forest;

    public ForestProbe(byte[] saved) => forest = ModelFile.Read(new MemoryStream(saved), BoostedTreesModel.Kind, 1, static (card, _, payload) =>
    {
        payload.ReadByte();
        payload.ReadArray<double>();
        return ForestFile.Read(payload, card.Features.Count);
    });

    public double Shapley(float[] row, int feature)
    {
        var columns = new int[forest.Columns * Forest.BlockRows];
        forest.Spread(row, columns);
        double sum = 0;
        for (var known = 0; known < 1 << row.Length; known++)
        {
            if ((known >> feature & 1) != 0)
                continue;
            var size = BitOperations.PopCount((uint)known);
            sum += Factorial(size) * Factorial(row.Length - size - 1) / Factorial(row.Length) * (Value(columns, known | 1 << feature) - Value(columns, known));
        }

        return sum;
    }

    /// <summary>The mean score when only some features are known.</summary>
    private double Value(int[] columns, int known)
    {
        double sum = 0;
        for (var tree = 0; tree < forest.Starts.Length; tree++)
            sum += Value(tree, 0, columns, known);
        return sum;
    }

    private double Value(int tree, int at, int[] columns, int known)
    {
        var start = forest.Starts[tree];
        var node = forest.Nodes[start + at];
        if (node.IsLeaf)
            return forest.Values[start + at];
        if ((known >> (node.Column >> 1) & 1) != 0)
            return Value(tree, columns[node.Column * Forest.BlockRows] > node.Threshold ? at + node.Step + 1 : at + node.Step, columns, known);
        double left = forest.Covers[start + at + node.Step], right = forest.Covers[start + at + node.Step + 1], all = forest.Covers[start + at];
        return ((left * Value(tree, at + node.Step, columns, known)) + (right * Value(tree, at + node.Step + 1, columns, known))) / all;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
