using System.Numerics.Tensors;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>One start of k-means: seeds far from each other, then Lloyd's passes until nothing moves. Holds its scratch, so one per start.</summary>
internal sealed class KMeansStart(ClusterPoints points, int clusters, SplitMix64 random)
{
    private readonly float[] distances = new float[points.Rows];
    private readonly int[] assigned = new int[points.Rows];
    private readonly float[] centres = new float[clusters * points.Features];
    private SplitMix64 random = random;

    /// <summary>One after another.</summary>
    public float[] Centres => centres;

    /// <summary>Sum of squared distances of the rows to their centres; falls with each pass.</summary>
    public double Inertia { get; private set; }

    public void Run(int maxIterations, CancellationToken ct)
    {
        Seed(ct);
        var before = new int[assigned.Length];
        points.Nearest(centres, assigned, distances);
        for (var iteration = 0; iteration < maxIterations; iteration++)
        {
            ct.ThrowIfCancellationRequested();
            assigned.CopyTo(before, 0);
            Move();
            points.Nearest(centres, assigned, distances);
            if (assigned.AsSpan().SequenceEqual(before))
                break;
        }

        Inertia = Sum(distances);
    }

    /// <summary>Each next seed is a row drawn by its squared distance from the seeds there are (k-means++).</summary>
    private void Seed(CancellationToken ct)
    {
        Array.Fill(distances, float.PositiveInfinity);
        var (row, candidate) = (random.Below(points.Rows), new float[points.Rows]);
        for (var c = 0; c < clusters; c++)
        {
            ct.ThrowIfCancellationRequested();
            var centre = centres.AsSpan(c * points.Features, points.Features);
            points.CopyRow(row, centre);
            points.Distances(centre, candidate);
            TensorPrimitives.Min(candidate, distances, distances);
            row = Draw();
        }
    }

    private int Draw()
    {
        var (left, last) = (random.NextDouble() * Sum(distances), 0);
        for (var i = 0; i < distances.Length; i++)
        {
            if (distances[i] <= 0)
                continue;
            last = i;
            left -= distances[i];
            if (left < 0)
                break;
        }

        return last;
    }

    /// <summary>Centres go to the means of their rows; one without rows goes to the row that is farthest from its own.</summary>
    private void Move()
    {
        var means = points.Means(assigned, clusters);
        for (var c = 0; c < clusters; c++)
        {
            var centre = centres.AsSpan(c * points.Features, points.Features);
            if (double.IsNaN(means[c * points.Features]))
            {
                var farthest = TensorPrimitives.IndexOfMax<float>(distances);
                points.CopyRow(farthest, centre);
                distances[farthest] = 0;
                continue;
            }

            for (var j = 0; j < centre.Length; j++)
                centre[j] = (float)means[(c * centre.Length) + j];
        }
    }

    private static double Sum(float[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
