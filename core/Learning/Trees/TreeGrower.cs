namespace MerchantOps.Learning.Trees;

/// <summary>
/// Grows one tree at a time on the rows that were drawn. Only the smaller child of a split is counted; its sibling is the parent less it
/// (Ke et al., "LightGBM", 2017). Holds the scratch memory of one training; not thread-safe.
/// </summary>
internal sealed class TreeGrower
{
    private readonly BoostedTreesOptions options;
    private readonly int[] directions;
    private readonly WorkerTeam team;
    private readonly ColumnSampler columns;
    private readonly TreePart part;
    private readonly Histograms histograms;
    private readonly RowPartition partition;
    private readonly List<GrowingLeaf> leaves = [];
    private SplitRules rules;
    private GrownTree tree = new();

    /// <param name="directions">By feature, 1 or -1 where the prediction must be monotone, 0 elsewhere.</param>
    public TreeGrower(BinnedTable table, BoostedTreesOptions options, int[] directions, WorkerTeam team)
    {
        (this.options, this.directions, this.team) = (options, directions, team);
        columns = new ColumnSampler(table.Features.Length, options);
        part = new TreePart(table, team);
        histograms = new Histograms(part, team);
        partition = new RowPartition(part, table.Rows);
        rules = new SplitRules(options, (1, 1));
    }

    /// <summary>Leaves of the tree grown last.</summary>
    public int LeafCount => leaves.Count;

    /// <summary>Their nodes, and the rows in each, counted among those drawn.</summary>
    public (int Node, ReadOnlyMemory<int> Rows) Leaf(int i) => (leaves[i].Node, partition.Rows(leaves[i]));

    public GrownTree Grow(RowSampler sample, uint seed, CancellationToken ct)
    {
        (tree, rules) = (new GrownTree(), new SplitRules(options, sample.Unit));
        part.Take(sample, columns.Begin(seed));
        partition.Begin(sample.Count);
        leaves.Clear();
        Plant(sample, ct);
        while (Choose() is { Count: > 0 } chosen)
        {
            ct.ThrowIfCancellationRequested();
            Split(chosen, ct);
        }

        Finish();
        return tree;
    }

    private void Plant(RowSampler sample, CancellationToken ct)
    {
        long sum = 0;
        foreach (var packed in sample.Packed.AsSpan(0, sample.Count))
            sum += packed;
        var root = Leaf(0, 0, (0, sample.Count), 0, new GradientSums(sum), Bounds.None);
        leaves.Add(root);
        if (root.Able)
            Search([new Family(null, root, null)], ct);
    }

    private GrowingLeaf Leaf(int node, int depth, (int Begin, int End) stretch, int side, GradientSums sums, Bounds bounds)
    {
        var able = depth < options.MaxDepth && stretch.End - stretch.Begin > 1 && rules.Second(sums) >= 2 * options.MinChildWeight;
        return new GrowingLeaf
        {
            Node = node,
            Depth = depth,
            Begin = stretch.Begin,
            End = stretch.End,
            Side = side,
            Sums = sums,
            Bounds = bounds,
            Able = able,
            Columns = able ? columns.Next() : [],
        };
    }

    private void Search(List<Family> families, CancellationToken ct)
    {
        foreach (var family in families)
        {
            family.Small.Candidates = new Split?[part.Groups];
            if (family.Large is not null)
                family.Large.Candidates = new Split?[part.Groups];
        }

        histograms.Count(families, partition, Search, ct);
        foreach (var family in families)
        {
            family.Small.Conclude();
            family.Large?.Conclude();
        }
    }

    private void Search(GrowingLeaf leaf, int group)
    {
        if (!leaf.Able)
            return;
        var first = group * BinnedTable.GroupWidth;
        for (var j = first; j < Math.Min(first + BinnedTable.GroupWidth, part.Features.Length); j++)
        {
            if (!leaf.Columns[j])
                continue;
            var sums = leaf.Histogram.AsSpan(j * HistogramPass.Slots, HistogramPass.Slots);
            var (feature, best) = (part.Features[j], leaf.Candidates[group]);
            leaf.Candidates[group] = SplitFinder.Find(
                sums, feature, part.BinsOf(j), leaf.Sums, rules, leaf.Bounds, directions[feature], best?.Gain ?? options.MinGain) ?? best;
        }
    }

    /// <summary>Takes the leaves to split next out of the leaves.</summary>
    private List<GrowingLeaf> Choose()
    {
        var able = leaves.FindAll(static leaf => leaf.Best is not null);
        able.Sort(static (a, b) => b.Best!.Gain.CompareTo(a.Best!.Gain) is not 0 and var order ? order : a.Node.CompareTo(b.Node));
        var most = Math.Min(options.Growth == Growth.LeafWise ? 1 : able.Count, options.MaxLeaves - leaves.Count);
        var chosen = able.GetRange(0, Math.Clamp(most, 0, able.Count));
        leaves.RemoveAll(chosen.Contains);
        return chosen;
    }

    private void Split(List<GrowingLeaf> chosen, CancellationToken ct)
    {
        var middles = new int[chosen.Count];
        team.Do(chosen.Count, (_, i) => middles[i] = partition.Split(chosen[i]));
        var families = new List<Family>(chosen.Count);
        for (var i = 0; i < chosen.Count; i++)
        {
            var (left, right) = Children(chosen[i], middles[i]);
            leaves.Add(left);
            leaves.Add(right);
            if (left.Able || right.Able)
                families.Add(left.Count <= right.Count ? new Family(chosen[i], left, right) : new Family(chosen[i], right, left));
            else
                histograms.Return(chosen[i]);
        }

        Search(families, ct);
    }

    private (GrowingLeaf Left, GrowingLeaf Right) Children(GrowingLeaf parent, int middle)
    {
        var by = parent.Best!;
        var (sums, node, depth, side) = (parent.Sums - by.Left, tree.Split(parent.Node, by), parent.Depth + 1, 1 - parent.Side);
        var (low, high) = (parent.Bounds, parent.Bounds);
        if (directions[by.Feature] != 0)
        {
            var border = (rules.Weight(by.Left, parent.Bounds) + rules.Weight(sums, parent.Bounds)) / 2;
            (low, high) = (low with { High = border }, high with { Low = border });
            if (directions[by.Feature] < 0)
                (low, high) = (parent.Bounds with { Low = border }, parent.Bounds with { High = border });
        }

        return (Leaf(node, depth, (parent.Begin, middle), side, by.Left, low), Leaf(node + 1, depth, (middle, parent.End), side, sums, high));
    }

    private void Finish()
    {
        foreach (var leaf in leaves)
        {
            tree[leaf.Node].Value = options.LearningRate * rules.Weight(leaf.Sums, leaf.Bounds);
            tree[leaf.Node].Cover = rules.Second(leaf.Sums);
            histograms.Return(leaf);
        }

        for (var node = tree.Count - 1; node >= 0; node--)
            if (tree[node].By is not null)
                tree[node].Cover = tree[tree[node].Left].Cover + tree[tree[node].Left + 1].Cover;
    }
}
