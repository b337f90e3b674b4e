using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MerchantOps.Learning.Linear;

/// <summary>
/// Support vector machines with squared hinge loss, one per class against all others, by dual coordinate descent (Hsieh et al. 2008, "A
/// Dual Coordinate Descent Method for Large-scale Linear SVM", algorithm 3 with a plainer shrinking). For many sparse features, such as
/// those of texts; scores are margins, not probabilities. Eight classes are learned at once in the lanes of a vector: they read the rows
/// together and else know nothing of each other, so threads share blocks of classes and their number changes nothing. Costs non-zeros ×
/// classes / 8 per pass, some six passes; memory for 32 bytes per column and row and thread. Deterministic; thread-safe.
/// </summary>
/// <param name="c">What an error costs, against one half of the squared length of the weights; above 0.</param>
/// <param name="passes">At most.</param>
internal sealed class OneVsRestSvm(float c, int passes, int seed, int threads)
{
    /// <summary>Stops when no row is further from its optimum; margins are about 1.</summary>
    private const float Tolerance = 0.02f;

    private const int MaxRest = 6, RowsBetweenChecks = 64;

    /// <param name="chosen">Rows to learn from.</param>
    /// <param name="labels">0 to <paramref name="classes"/> - 1, of all rows.</param>
    /// <param name="blockDone">Called when eight more classes are learned, by any thread.</param>
    /// <exception cref="ArgumentException">There are too many classes for so many columns.</exception>
    public ClassWeights Learn(SparseRows rows, int[] chosen, int[] labels, int classes, Action blockDone, CancellationToken ct)
    {
        var stride = ClassWeights.StrideOf(classes);
        if ((rows.Width + 1L) * stride > Array.MaxLength)
            throw new ArgumentException($"{classes} classes of {rows.Width} columns are too many for one model.", nameof(classes));
        var weights = new float[(rows.Width + 1) * stride];
        var order = Orders(chosen);
        Parallel.For(0, stride / ClassWeights.Lanes, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, block =>
        {
            var first = block * ClassWeights.Lanes;
            var learned = new Block(rows, labels, first, c).Learn(order, ct);
            for (var column = 0; column <= rows.Width; column++)
                learned.AsSpan(column * ClassWeights.Lanes, ClassWeights.Lanes).CopyTo(weights.AsSpan((column * stride) + first));
            blockDone();
        });
        return new ClassWeights(rows.Width, classes, weights);
    }

    private int[][] Orders(int[] chosen)
    {
        var random = new SplitMix64((ulong)seed);
        var orders = new int[passes][];
        for (var pass = 0; pass < passes; pass++)
        {
            var order = orders[pass] = (int[])chosen.Clone();
            for (var i = order.Length - 1; i > 0; i--)
            {
                var j = random.Below(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
        }

        return orders;
    }

    /// <summary>Eight classes at work.</summary>
    private sealed class Block(SparseRows rows, int[] labels, int first, float c)
    {
        private const int Lanes = ClassWeights.Lanes;

        private readonly float[] weights = new float[(rows.Width + 1) * Lanes];
        private readonly float[] duals = new float[rows.Rows * Lanes];
        private readonly Vector256<float> ridge = Vector256.Create(0.5f / c);

        // Passes a row still rests, and how many times in a row it changed nothing: most rows of other classes soon never do.
        private readonly byte[] rest = new byte[rows.Rows];
        private readonly byte[] idle = new byte[rows.Rows];

        public float[] Learn(int[][] orders, CancellationToken ct)
        {
            for (var pass = 0; pass < orders.Length; pass++)
            {
                var furthest = Vector256<float>.Zero;
                for (var i = 0; i < orders[pass].Length; i++)
                {
                    if (i % RowsBetweenChecks == 0)
                        ct.ThrowIfCancellationRequested();
                    furthest = Vector256.Max(furthest, Visit(orders[pass][i], mayRest: pass > 1));
                }

                if (Vector256.LessThanAll(furthest, Vector256.Create(Tolerance)))
                    break;
            }

            return weights;
        }

        /// <summary>Moves a row's duals to their optimum given the others'; returns how far they were.</summary>
        private Vector256<float> Visit(int row, bool mayRest)
        {
            if (rest[row] > 0)
            {
                rest[row]--;
                return Vector256<float>.Zero;
            }

            var columns = rows.ColumnsOf(row);
            var values = rows.ValuesOf(row);
            var (margin, squares) = Margin(columns, values);
            var own = Vector256.Equals(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(labels[row] - first)).AsSingle();
            var sign = Vector256.ConditionalSelect(own, Vector256<float>.One, -Vector256<float>.One);
            var dual = Vector256.LoadUnsafe(ref duals[row * Lanes]);
            var gradient = (sign * margin) - Vector256<float>.One + (ridge * dual);
            var moved = Vector256.Max(dual - (gradient / (Vector256.Create(squares) + ridge)), Vector256<float>.Zero);

            if (moved == dual)
            {
                idle[row] = (byte)Math.Min(MaxRest, idle[row] + 1);
                rest[row] = mayRest ? idle[row] : (byte)0;
                return Vector256<float>.Zero;
            }

            idle[row] = 0;
            moved.StoreUnsafe(ref duals[row * Lanes]);
            Add(columns, values, (moved - dual) * sign);
            return Vector256.ConditionalSelect(Vector256.GreaterThan(dual, Vector256<float>.Zero), Vector256.Abs(gradient), Vector256.Max(-gradient, Vector256<float>.Zero));
        }

        private (Vector256<float> Margin, float Squares) Margin(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
        {
            ref var w = ref MemoryMarshal.GetArrayDataReference(weights);
            var (even, odd) = (Vector256.LoadUnsafe(ref w, (nuint)(rows.Width * Lanes)), Vector256<float>.Zero);
            var squares = 1f;
            for (var i = 0; i < columns.Length; i++)
            {
                var product = Vector256.FusedMultiplyAdd(Vector256.Create(values[i]), Vector256.LoadUnsafe(ref w, (nuint)(columns[i] * Lanes)), even);
                (even, odd) = (odd, product);
                squares += values[i] * values[i];
            }

            return (even + odd, squares);
        }

        private void Add(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Vector256<float> step)
        {
            ref var w = ref MemoryMarshal.GetArrayDataReference(weights);
            for (var i = 0; i < columns.Length; i++)
            {
                var at = (nuint)(columns[i] * Lanes);
                Vector256.FusedMultiplyAdd(Vector256.Create(values[i]), step, Vector256.LoadUnsafe(ref w, at)).StoreUnsafe(ref w, at);
            }

            var intercepts = (nuint)(rows.Width * Lanes);
            (Vector256.LoadUnsafe(ref w, intercepts) + step).StoreUnsafe(ref w, intercepts);
        }
    }
}
