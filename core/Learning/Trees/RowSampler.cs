using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MerchantOps.Learning.Trees;

/// <summary>
/// Chooses the rows a tree is grown on and packs their derivatives. A row is drawn with a probability that grows with its derivatives and
/// counts the inverse, which keeps every sum right on average with the least variance (Ibragimov and Gusev, "Minimal Variance Sampling
/// in Stochastic Gradient Boosting", 2019). The draw depends on seed and row only, not on the number of threads. Holds the scratch memory of one
/// training; not thread-safe.
/// </summary>
internal sealed class RowSampler
{
    private const int ChunkRows = 1 << 14;

    /// <summary>What a second derivative counts beside a first one in the size of a row, squared.</summary>
    private const float SecondShare = 0.1f;

    private readonly int rows;
    private readonly double rate;
    private readonly Chunk[] chunks;
    private readonly float[] first, second;
    private readonly int[] chosen, others;

    public RowSampler(int rows, double rate)
    {
        (this.rows, this.rate) = (rows, rate);
        chunks = new Chunk[(rows + ChunkRows - 1) / ChunkRows];
        (first, second) = (new float[rows], new float[rows]);
        (Rows, Packed) = (new int[rows], new long[rows]);
        (chosen, others) = rate < 1 ? (new int[rows + 1], new int[rows + 1]) : ([], []);
    }

    /// <summary>The rows drawn, in order, <see cref="Count"/> of them.</summary>
    public int[] Rows { get; }

    /// <summary>Weighted derivatives of the rows drawn, as <see cref="GradientSums"/> packs them.</summary>
    public long[] Packed { get; }

    public int Count { get; private set; }

    /// <summary>What one unit of a packed first or second derivative is worth.</summary>
    public (double First, double Second) Unit { get; private set; }

    public int Chunks => chunks.Length;

    /// <summary>All rows of a chunk.</summary>
    public Range Range(int chunk) => (chunk * ChunkRows)..Math.Min(rows, (chunk + 1) * ChunkRows);

    /// <summary>The rows of a chunk that were not drawn, in order.</summary>
    public ReadOnlySpan<int> Others(int chunk) => rate < 1 ? others.AsSpan(chunk * ChunkRows, chunks[chunk].Others) : [];

    public void Draw(Loss loss, float[][] scores, int output, Targets targets, uint seed, WorkerTeam team, CancellationToken ct)
    {
        team.Do(chunks.Length, (_, c) =>
        {
            // Derivatives of hundreds of classes take seconds.
            ct.ThrowIfCancellationRequested();
            Derive(loss, scores, output, targets, c);
        });
        if (rate < 1)
        {
            var cut = SamplingCut.Of(first, second, rate, SecondShare);
            team.Do(chunks.Length, (_, c) => Choose(c, cut, seed));
        }

        var count = 0;
        double firsts = 0, seconds = 0;
        for (var c = 0; c < chunks.Length; c++)
        {
            chunks[c].At = count;
            count += chunks[c].Count;
            (firsts, seconds) = (firsts + chunks[c].First, seconds + chunks[c].Second);
        }

        Count = count;
        Unit = (Math.Max(firsts, 1e-30) / GradientSums.Largest, Math.Max(seconds, 1e-30) / GradientSums.Largest);
        team.Do(chunks.Length, (_, c) => Pack(c));
    }

    private void Derive(Loss loss, float[][] scores, int output, Targets targets, int c)
    {
        var from = c * ChunkRows;
        Span<float> g = Part(first, c), h = Part(second, c);
        loss.Derive(scores, output, targets.Labels, from, g, h);
        if (targets.Weights.Length > 0)
        {
            TensorPrimitives.Multiply(g, targets.Weights.AsSpan(from, g.Length), g);
            TensorPrimitives.Multiply(h, targets.Weights.AsSpan(from, h.Length), h);
        }

        if (rate >= 1)
            chunks[c] = new Chunk { Count = g.Length, First = TensorPrimitives.SumOfMagnitudes<float>(g), Second = TensorPrimitives.Sum<float>(h) };
    }

    private static Span<float> Part(float[] values, int c) => values.AsSpan(c * ChunkRows, Math.Min(ChunkRows, values.Length - (c * ChunkRows)));

    /// <summary>Draws, weights the derivatives of what is drawn and clears those of the rest, then lists both.</summary>
    private void Choose(int c, float cut, uint seed)
    {
        Span<float> g = Part(first, c), h = Part(second, c);
        Weigh(g, h, c * ChunkRows, cut, seed);

        int from = c * ChunkRows, taken = from, left = from;
        for (var i = 0; i < h.Length; i++)
        {
            // Both lists are written and one of them moves on: no branch to guess wrongly.
            (chosen[taken], others[left]) = (from + i, from + i);
            var take = h[i] > 0 ? 1 : 0;
            (taken, left) = (taken + take, left + 1 - take);
        }

        chunks[c] = new Chunk
        {
            Count = taken - from,
            Others = left - from,
            First = TensorPrimitives.SumOfMagnitudes<float>(g),
            Second = TensorPrimitives.Sum<float>(h),
        };
    }

    private static void Weigh(Span<float> g, Span<float> h, int from, float cut, uint seed)
    {
        var width = Vector<float>.Count;
        Span<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(g), hs = MemoryMarshal.Cast<float, Vector<float>>(h);
        var (scale, row) = (new Vector<float>(1 / cut), Vector.CreateSequence((uint)from, 1u));
        for (var v = 0; v < gs.Length; v++, row += new Vector<uint>((uint)width))
        {
            var size = Vector.SquareRoot((gs[v] * gs[v]) + (SecondShare * hs[v] * hs[v]));
            var probability = Vector.Min(Vector<float>.One, size * scale);
            var draw = Vector.ConvertToSingle((Vector<int>)(Hash(row, seed) >>> 8)) * (1f / (1 << 24));
            var weight = Vector.ConditionalSelect(Vector.LessThan(draw, probability), Vector<float>.One / probability, Vector<float>.Zero);
            (gs[v], hs[v]) = (gs[v] * weight, hs[v] * weight);
        }

        for (var i = gs.Length * width; i < g.Length; i++)
        {
            var probability = Math.Min(1, SamplingCut.Size(g[i], h[i], SecondShare) / cut);
            var draw = (Hash(new Vector<uint>((uint)(from + i)), seed)[0] >>> 8) * (1f / (1 << 24));
            var weight = draw < probability ? 1 / probability : 0;
            (g[i], h[i]) = (g[i] * weight, h[i] * weight);
        }
    }

    /// <summary>A well-mixed number for each row (Wellons' "lowbias32", 2018, keyed by adding the seed).</summary>
    private static Vector<uint> Hash(Vector<uint> row, uint seed)
    {
        var x = row + new Vector<uint>(seed);
        x = (x ^ (x >>> 16)) * new Vector<uint>(0x7feb352d);
        x = (x ^ (x >>> 15)) * new Vector<uint>(0x846ca68b);
        return x ^ (x >>> 16);
    }

    private void Pack(int c)
    {
        var chunk = chunks[c];
        var (g, h) = ((float)(1 / Unit.First), (float)(1 / Unit.Second));
        for (var i = 0; i < chunk.Count; i++)
        {
            var row = rate < 1 ? chosen[(c * ChunkRows) + i] : (c * ChunkRows) + i;
            Rows[chunk.At + i] = row;
            Packed[chunk.At + i] = GradientSums.Pack((int)MathF.Round(first[row] * g), (int)MathF.Round(second[row] * h));
        }
    }

    private struct Chunk
    {
        public int Count, Others, At;
        public double First, Second;
    }
}
