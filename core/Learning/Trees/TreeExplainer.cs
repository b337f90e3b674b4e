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
    private readonly Question[][] questions;
    private readonly double[] expected;
    private readonly Quadrature[] passes;
    private readonly int mostNodes;

    public TreeExplainer(Forest forest)
    {
        this.forest = forest;
        (questions, expected) = (new Question[forest.Starts.Length][], new double[forest.Starts.Length]);
        for (var tree = 0; tree < questions.Length; tree++)
        {
            mostNodes = Math.Max(mostNodes, forest.NodesOf(tree));
            questions[tree] = Question.Of(forest, tree);
            expected[tree] = Mean(tree);
        }

        passes = Quadrature.For(forest.Depths.DefaultIfEmpty().Max());
    }

    private double Mean(int tree)
    {
        double sum = 0, all = Math.Max((double)forest.Covers[forest.Starts[tree]], 1e-30);
        for (var i = forest.Starts[tree]; i < forest.Starts[tree] + forest.NodesOf(tree); i++)
            sum += forest.Values[i] * (forest.Covers[i] / all);
        return sum;
    }

    /// <summary>The mean score of one output over the training rows, without the base score.</summary>
    public double Expected(int output, int outputs)
    {
        double sum = 0;
        for (var tree = output; tree < expected.Length; tree += outputs)
            sum += expected[tree];
        return sum;
    }

    /// <summary>Adds what each feature contributes to the score of one output.</summary>
    /// <param name="columns">The row as the forest lays it out.</param>
    /// <param name="into">One per feature.</param>
    public unsafe void Explain(int* columns, int output, int outputs, Span<double> into)
    {
        var nodes = ArrayPool<Way>.Shared.Rent(mostNodes);
        var features = ArrayPool<Vector256<double>>.Shared.Rent(into.Length);
        fixed (Way* ways = nodes)
        fixed (Vector256<double>* sums = features)
        fixed (float* values = forest.Values)
            foreach (var points in passes)
            {
                features.AsSpan(0, into.Length).Clear();
                for (var tree = output; tree < questions.Length; tree += outputs)
                    fixed (Question* first = questions[tree])
                        Explain(first, questions[tree].Length, points, columns, values + forest.Starts[tree], ways, sums);
                for (var j = 0; j < into.Length; j++)
                    into[j] += Vector256.Sum(features[j]);
            }

        ArrayPool<Way>.Shared.Return(nodes);
        ArrayPool<Vector256<double>>.Shared.Return(features);
    }

    private static unsafe void Explain(Question* questions, int count, Quadrature points, int* columns, float* values, Way* ways, Vector256<double>* sums)
    {
        var (known, unknown, weights) = (points.Known, points.Unknown, points.Weights);
        ways[0] = new Way { Known = 1, Reach = Vector256<double>.One, Inverse = Vector256<double>.One };
        for (var i = 0; i < count; i++)
        {
            var question = questions + i;
            var before = ways + question->Previous;
            double goesLeft = columns[question->Place] <= question->Threshold ? 1 : 0;
            var reach = ways[question->Parent].Reach * before->Inverse;
            var left = ways + question->Left;
            Follow(left, before->Known * goesLeft, question->LeftShare, values[question->Left], reach, known, unknown, weights);
            Follow(left + 1, before->Known * (1 - goesLeft), question->RightShare, values[question->Left + 1], reach, known, unknown, weights);
        }

        for (var i = count - 1; i >= 0; i--)
        {
            var question = questions + i;
            var left = ways + question->Left;
            // A feature asked again on the same way counts by its last answer alone, so what it counted above is taken back.
            var counted = ways[question->Previous].Gain;
            sums[question->Feature] += (left->Below * (left->Gain - counted)) + (left[1].Below * (left[1].Gain - counted));
            ways[question->Parent].Below = left->Below + left[1].Below;
        }
    }

    /// <summary>With probability t the feature is known, and the row goes this way or does not; else the share of training rows does.</summary>
    private static unsafe void Follow(
        Way* way, double goes, double share, float value, Vector256<double> reach, Vector256<double> known, Vector256<double> unknown, Vector256<double> weights)
    {
        var factor = (unknown * share) + (known * goes);
        var inverse = Vector256<double>.One / factor;
        reach *= factor;
        way->Known = goes;
        way->Reach = reach;
        way->Inverse = inverse;
        way->Gain = inverse * (goes - share);
        way->Below = reach * weights * value;
    }

    /// <summary>What is known of the way to a node, for four values of t.</summary>
    private struct Way
    {
        /// <summary>The probability to come here by all features asked on the way.</summary>
        public Vector256<double> Reach;

        /// <summary>One over the factor of the feature asked last.</summary>
        public Vector256<double> Inverse;

        /// <summary>What knowing that feature changes, relative to its factor.</summary>
        public Vector256<double> Gain;

        /// <summary>Values of the leaves below times the probability to come there, weighted for integration.</summary>
        public Vector256<double> Below;

        /// <summary>1 if the row itself goes this way by all answers of the feature asked last, else 0.</summary>
        public double Known;
    }

    /// <param name="Parent">The node that asks, counted from the tree's root.</param>
    /// <param name="Left">Its left child; the right one follows.</param>
    /// <param name="Previous">The nearest node on the way that the same feature led to; the root, where nothing is known, for none.</param>
    /// <param name="Place">Of the column asked.</param>
    /// <param name="LeftShare">Of the training rows, goes left by all answers of this feature on the way.</param>
    private readonly record struct Question(int Parent, int Left, int Previous, int Feature, int Place, int Threshold, double LeftShare, double RightShare)
    {
        public static Question[] Of(Forest forest, int tree)
        {
            var (start, count) = (forest.Starts[tree], forest.NodesOf(tree));
            var ways = new (int Parent, int Feature, double Share)[count];
            ways[0] = (-1, -1, 1);
            var questions = new List<Question>();
            for (var parent = 0; parent < count; parent++)
            {
                var node = forest.Nodes[start + parent];
                if (node.IsLeaf)
                    continue;
                var (feature, left, previous) = (forest.FeatureOf(node.Column), parent + node.Step, parent);
                while (previous > 0 && ways[previous].Feature != feature)
                    previous = ways[previous].Parent;
                for (var child = left; child <= left + 1; child++)
                {
                    var share = forest.Covers[start + parent] > 0 ? forest.Covers[start + child] / (double)forest.Covers[start + parent] : 0.5;
                    // A child without rows would divide by nothing; so small a share changes no sum.
                    ways[child] = (parent, feature, Math.Max(share, 1e-12) * ways[previous].Share);
                }

                questions.Add(new Question(parent, left, previous, feature, node.Column * Forest.BlockRows, node.Threshold, ways[left].Share, ways[left + 1].Share));
            }

            return [.. questions];
        }
    }
}
