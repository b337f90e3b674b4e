using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Trees;

/// <summary>A forest in the payload of a model file. What is read is checked, so that scoring need not look for its own bounds. Stateless.</summary>
internal static class ForestFile
{
    public static void Write(BinaryWriter to, Forest forest)
    {
        to.WriteArray<ForestNode>(forest.Nodes);
        to.WriteArray<float>(forest.Values);
        to.WriteArray<float>(forest.Covers);
        to.WriteArray<int>(forest.Starts);
        to.WriteArray<CategorySet>(forest.Sets);
        foreach (var bins in forest.BinByCode)
        {
            to.Write(bins is not null);
            if (bins is not null)
                to.WriteArray<byte>(bins);
        }
    }

    /// <exception cref="InvalidModelFileException">A tree leads nowhere, in a circle, or to a feature or set that is not there.</exception>
    public static Forest Read(BinaryReader from, int features)
    {
        var nodes = from.ReadArray<ForestNode>();
        var (values, covers) = (from.ReadArray<float>(nodes.Length), from.ReadArray<float>(nodes.Length));
        var (starts, sets) = (from.ReadArray<int>(), from.ReadArray<CategorySet>());
        var binByCode = new byte[]?[features];
        for (var j = 0; j < features; j++)
            binByCode[j] = from.ReadBoolean() ? from.ReadArray<byte>() : null;

        for (var i = 0; i < sets.Length; i++)
            if (sets[i].Feature < 0 || sets[i].Feature >= features || binByCode[sets[i].Feature] is null || (i > 0 && sets[i].Feature < sets[i - 1].Feature))
                throw new InvalidModelFileException($"The model file is damaged: question {i} about a category is about none.");

        var depths = new byte[starts.Length];
        for (var tree = 0; tree < starts.Length; tree++)
        {
            var end = tree + 1 < starts.Length ? starts[tree + 1] : nodes.Length;
            if (starts[tree] < 0 || end > nodes.Length || end <= starts[tree] || (tree == 0 && starts[0] != 0))
                throw new InvalidModelFileException($"The model file is damaged: tree {tree} has no nodes.");
            depths[tree] = Depth(nodes.AsSpan(starts[tree]..end), binByCode, (2 * features) + sets.Length);
        }

        return new Forest(nodes, values, covers, starts, depths, sets, binByCode);
    }

    private static byte Depth(ReadOnlySpan<ForestNode> tree, byte[]?[] binByCode, int columns)
    {
        Span<byte> depths = tree.Length <= 4096 ? stackalloc byte[tree.Length] : new byte[tree.Length];
        depths.Clear();
        byte deepest = 0;
        for (var i = 0; i < tree.Length; i++)
        {
            var node = tree[i];
            if (node == ForestNode.Leaf)
                continue;
            var isNumber = node.Column < 2 * binByCode.Length;
            if (node.IsLeaf || i + node.Step + 1 >= tree.Length || node.Column >= columns || depths[i] == byte.MaxValue
                || node != ForestNode.Split(node.Threshold, node.Column, node.Step) || (isNumber && binByCode[node.Column >> 1] is not null))
                throw new InvalidModelFileException($"The model file is damaged: node {i} of a tree leads nowhere.");
            deepest = Math.Max(deepest, depths[i + node.Step] = depths[i + node.Step + 1] = (byte)(depths[i] + 1));
        }

        return deepest;
    }
}
