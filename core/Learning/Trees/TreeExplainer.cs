using System.Buffers;
using System.Runtime.Intrinsics;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// Exact Shapley values of a row's score, feature by feature, in the sense of TreeSHAP: what is not known of a row is averaged over the
/// training rows that came to a node (Lundberg et al., "From local explanations to global understanding with explainable AI for trees", 2020).
/// A Shapley value is the mean, over t from 0 to 1, of what a feature adds when each other feature is known with probability t (Owen 1972).
/// Over one leaf that is a polynomial in t, which Gauss-Legendre points integrate exactly, so one pass down and one up each tree is
/// enough: leaves × depth instead of leaves × depth² steps, four points in one vector (compare Yu et al., "Linear TreeShap", 2022). Immutable and thread-safe.
/// </summary>
internal sealed class TreeExplainer
{
    private readonly Forest forest;
    private readonly Edge[] edges;
    private readonly Quadrature[] passes;
    private readonly int mostNodes;

    public TreeExplainer(Forest forest)
    {
        this.forest = forest;
        edges = new Edge[forest.Nodes.Length];
        var deepest = 0;
        for (var tree = 0; tree < forest.Starts.Length; tree++)
        {
            mostNodes = Math.Max(mostNodes, forest.NodesOf(tree));
            deepest = Math.Max(deepest, forest.Depths[tree]);
            Link(tree);
        }

        passes = Quadrature.For(deepest);
    }

    /// <summary>Notes for every node the way that leads to it.</summary>
    private void Link(int tree)
    {
        var (start, count) = (forest.Starts[tree], forest.NodesOf(tree));
        edges[start] = new Edge(-1, -1, -1, 1);
        for (var parent = 0; parent < count; parent++)
        {
            var node = forest.Nodes[start + parent];
            if (node.IsLeaf)
                continue;
            var feature = forest.FeatureOf(node.Column);
            var previous = parent;
            while (previous > 0 && edges[start + previous].Feature != feature)
                previous = edges[start + previous].Parent;
            for (var child = parent + node.Step; child <= parent + node.Step + 1; child++)
            {
                var share = forest.Covers[start + parent] > 0 ? forest.Covers[start + child] / (double)forest.Covers[start + parent] : 0.5;
                // A child without rows would divide by nothing; so small a share changes no sum.
                share = Math.Max(share, 1e-12) * (previous > 0 ? edges[start + previous].Share : 1);
                edges[start + child] = new Edge(parent, feature, previous > 0 ? previous : -1, share);
            }
        }
    }

    /// <summary>The mean score of one output over the training rows, without the base score.</summary>
    public double Expected(int output, int outputs)
    {
        double sum = 0;
        for (var tree = output; tree < forest.Starts.Length; tree += outputs)
            for (var i = forest.Starts[tree]; i < forest.Starts[tree] + forest.NodesOf(tree); i++)
                sum += forest.Values[i] * (forest.Covers[i] / Math.Max((double)forest.Covers[forest.Starts[tree]], 1e-30));
        return sum;
    }

    /// <summary>Adds what each feature contributes to the score of one output.</summary>
    /// <param name="columns">The row as the forest lays it out.</param>
    /// <param name="into">One per feature.</param>
    public unsafe void Explain(int* columns, int output, int outputs, Span<double> into)
    {
        var scratch = ArrayPool<Vector256<double>>.Shared.Rent((3 * mostNodes) + into.Length);
        var known = ArrayPool<bool>.Shared.Rent(mostNodes);
        var features = scratch.AsSpan(3 * mostNodes, into.Length);
        foreach (var points in passes)
        {
            features.Clear();
            for (var tree = output; tree < forest.Starts.Length; tree += outputs)
            {
                Follow(tree, columns, known);
                Explain(tree, points, known, scratch, features);
            }

            for (var j = 0; j < into.Length; j++)
                into[j] += Vector256.Sum(features[j]);
        }

        ArrayPool<Vector256<double>>.Shared.Return(scratch);
        ArrayPool<bool>.Shared.Return(known);
    }

    /// <summary>Whether the row itself goes each node's way, as far as the feature of its last step is concerned.</summary>
    private unsafe void Follow(int tree, int* columns, Span<bool> known)
    {
        var nodes = forest.Nodes.AsSpan(forest.Starts[tree], forest.NodesOf(tree));
        var ways = edges.AsSpan(forest.Starts[tree], nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            if (node.IsLeaf)
                continue;
            var (left, isLeft) = (i + node.Step, columns[node.Column * Forest.BlockRows] <= node.Threshold);
            var before = ways[left].Previous;
            var may = before < 0 || known[before];
            (known[left], known[left + 1]) = (may && isLeft, may && !isLeft);
        }
    }

    private void Explain(int tree, Quadrature points, Span<bool> known, Span<Vector256<double>> scratch, Span<Vector256<double>> features)
    {
        var start = forest.Starts[tree];
        var ways = edges.AsSpan(start, forest.NodesOf(tree));
        var reach = scratch[..ways.Length];
        var factors = scratch.Slice(mostNodes, ways.Length);
        var below = scratch.Slice(2 * mostNodes, ways.Length);
        (reach[0], below[0]) = (Vector256<double>.One, Vector256<double>.Zero);
        for (var i = 1; i < ways.Length; i++)
        {
            ref var way = ref ways[i];
            // With probability t the feature is known, and the row goes this way or does not; else the share of training rows does.
            var factor = (points.Unknown * way.Share) + (known[i] ? points.Known : Vector256<double>.Zero);
            factors[i] = factor;
            reach[i] = reach[way.Parent] * (way.Previous < 0 ? factor : factor / factors[way.Previous]);
            below[i] = reach[i] * (double)forest.Values[start + i];
        }

        for (var i = ways.Length - 1; i > 0; i--)
        {
            ref var way = ref ways[i];
            var sum = below[i];
            below[way.Parent] += sum;
            sum *= points.Weights;
            var gain = sum / factors[i] * ((known[i] ? 1 : 0) - way.Share);
            // A feature asked again on the same way counts by its last answer alone.
            if (way.Previous >= 0)
                gain -= sum / factors[way.Previous] * ((known[way.Previous] ? 1 : 0) - ways[way.Previous].Share);
            features[way.Feature] += gain;
        }
    }

    /// <param name="Parent">Of the node, counted from the tree's root; -1 for the root.</param>
    /// <param name="Feature">Asked at the parent.</param>
    /// <param name="Previous">The nearest node above that the same feature led to; -1 for none.</param>
    /// <param name="Share">Of the training rows, goes the node's way by all answers of this feature.</param>
    private readonly record struct Edge(int Parent, int Feature, int Previous, double Share);
}

/// <summary>Four Gauss-Legendre points on 0 to 1.</summary>
internal sealed class Quadrature
{
    /// <summary>Exact up to degree 7, for up to 8 features on a way.</summary>
    private static readonly Quadrature[] Four = [Of([-0.86113631159405258, -0.33998104358485626, 0.33998104358485626, 0.86113631159405258], [0.34785484513745386, 0.65214515486254614, 0.65214515486254614, 0.34785484513745386])];

    /// <summary>Exact up to degree 15, for up to 16 features on a way.</summary>
    private static readonly Quadrature[] Eight =
    [
        Of([-0.96028985649753623, -0.79666647741362674, -0.52553240991632899, -0.18343464249564980], [0.10122853629037626, 0.22238103445337447, 0.31370664587788729, 0.36268378337836198]),
        Of([0.18343464249564980, 0.52553240991632899, 0.79666647741362674, 0.96028985649753623], [0.36268378337836198, 0.31370664587788729, 0.22238103445337447, 0.10122853629037626]),
    ];

    /// <summary>t, the probability that a feature is known.</summary>
    public Vector256<double> Known { get; private init; }

    public Vector256<double> Unknown { get; private init; }

    public Vector256<double> Weights { get; private init; }

    public static Quadrature[] For(int depth) => depth <= 8 ? Four : Eight;

    private static Quadrature Of(ReadOnlySpan<double> points, ReadOnlySpan<double> weights)
    {
        var known = (Vector256.Create(points) + Vector256<double>.One) * 0.5;
        return new Quadrature { Known = known, Unknown = Vector256<double>.One - known, Weights = Vector256.Create(weights) * 0.5 };
    }
}
