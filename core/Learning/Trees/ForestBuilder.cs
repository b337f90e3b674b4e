using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Trees;

/// <summary>Lays grown trees out as a <see cref="Forest"/>.</summary>
internal static class ForestBuilder
{
    public static Forest Build(List<GrownTree> trees, FeatureBins[] bins)
    {
        var sets = Sets(trees);
        if ((2 * bins.Length) + sets.Length > ForestNode.MostColumns)
            throw new ArgumentException($"{bins.Length} features and {sets.Length} different questions about categories are too many for one model.");

        var columnOf = new Dictionary<CategorySet, int>();
        for (var i = 0; i < sets.Length; i++)
            columnOf[sets[i]] = (2 * bins.Length) + i;
        var count = trees.Sum(static tree => tree.Count);
        var (nodes, values, covers) = (new ForestNode[count], new float[count], new float[count]);
        var (starts, depths) = (new int[trees.Count], new byte[trees.Count]);
        for (int t = 0, start = 0; t < trees.Count; start += trees[t].Count, t++)
        {
            (starts[t], depths[t]) = (start, (byte)trees[t].Depth);
            for (var i = 0; i < trees[t].Count; i++)
            {
                var node = trees[t][i];
                (values[start + i], covers[start + i]) = (node.By is null ? (float)node.Value : 0, (float)node.Cover);
                nodes[start + i] = node.By is null ? ForestNode.Leaf : Node(node.By, node.Left - i, bins, columnOf);
            }
        }

        return new Forest(nodes, values, covers, starts, depths, sets, [.. bins.Select(static b => b.Kind == FeatureKind.Category ? b.BinByCode.ToArray() : null)]);
    }

    /// <summary>The different questions about categories, feature by feature.</summary>
    private static CategorySet[] Sets(List<GrownTree> trees)
    {
        var sets = new HashSet<CategorySet>();
        foreach (var tree in trees)
            for (var i = 0; i < tree.Count; i++)
                if (tree[i].By is { Category: true } by)
                    sets.Add(new CategorySet(by.Feature, by.LeftSet));
        return [.. sets.OrderBy(static set => set.Feature)];
    }

    private static ForestNode Node(Split by, int step, FeatureBins[] bins, Dictionary<CategorySet, int> columnOf) => by.Category
        ? ForestNode.Split(0, columnOf[new CategorySet(by.Feature, by.LeftSet)], step)
        : ForestNode.Split(bins[by.Feature].OrderedCut(by.Bin), (2 * by.Feature) + (by.MissingLeft ? 0 : 1), step);
}
