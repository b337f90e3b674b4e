using System.Text.Json;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>Means that rows are nearest to. Immutable and thread-safe; see <see cref="KMeansLearner"/>.</summary>
public sealed class KMeansModel
{
    /// <summary>In the card and file of such a model.</summary>
    public const string Kind = "k-means";

    private const int Format = 1;

    private readonly Scaling scaling;
    private readonly float[] centres;

    internal KMeansModel(IReadOnlyList<Feature> features, Scaling scaling, float[] centres, double inertia) =>
        (Features, this.scaling, this.centres, Inertia) = (features, scaling, centres, inertia);

    public IReadOnlyList<Feature> Features { get; }

    public int Clusters => centres.Length / Features.Count;

    /// <summary>Sum of squared distances of the rows learned from to their means, in standard deviations where they were standardised.</summary>
    public double Inertia { get; }

    /// <summary>The mean of a cluster, in the units of the features.</summary>
    public float[] Centre(int cluster)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cluster);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cluster, Clusters);
        return [.. scaling.Means.Select((mean, j) => mean + (scaling.Scales[j] * centres[(cluster * Features.Count) + j]))];
    }

    /// <summary>The cluster whose mean is nearest. Allocates nothing; costs clusters × features.</summary>
    /// <param name="row">The features in their order; with a missing value it is cluster 0.</param>
    /// <exception cref="ArgumentException">The row has another number of features.</exception>
    public int Assign(ReadOnlySpan<float> row)
    {
        if (row.Length != Features.Count)
            throw new ArgumentException($"The row has {row.Length} features, the model {Features.Count}.", nameof(row));

        var (nearest, least) = (0, float.PositiveInfinity);
        for (var c = 0; c < Clusters; c++)
        {
            var distance = 0f;
            for (var j = 0; j < row.Length; j++)
            {
                var difference = ((row[j] - scaling.Means[j]) / scaling.Scales[j]) - centres[(c * row.Length) + j];
                distance += difference * difference;
            }

            if (distance < least)
                (nearest, least) = (c, distance);
        }

        return nearest;
    }

    /// <summary>The cluster of each row, as <see cref="Assign(ReadOnlySpan{float})"/> says, many at a time.</summary>
    /// <exception cref="ArgumentException">The data has another number of features.</exception>
    public int[] Assign(Dataset data)
    {
        var clusters = new int[data.Rows];
        new ClusterPoints(Scaled(data), data.Rows).Nearest(centres, clusters, new float[data.Rows]);
        return clusters;
    }

    /// <summary>The rows in the space the model measures in, for <see cref="ClusterMeasures"/>.</summary>
    /// <exception cref="ArgumentException">The data has another number of features.</exception>
    public Dataset Scale(Dataset data) => new(data.Features, Scaled(data), data.Labels.ToArray());

    /// <param name="card">Its kind and features are set.</param>
    public void Save(Stream to, ModelCard card) => ModelFile.Write(to, card with { Kind = Kind, Features = Features }, Format, payload =>
    {
        payload.Write(Inertia);
        payload.WriteArray<float>(scaling.Means);
        payload.WriteArray<float>(scaling.Scales);
        payload.WriteArray<float>(centres);
    });

    /// <exception cref="InvalidModelFileException">The stream holds no whole model of this kind.</exception>
    public static KMeansModel Load(Stream from) => ModelFile.Read(from, Kind, Format, static (card, _, payload) =>
    {
        var (inertia, features) = (payload.ReadDouble(), card.Features.Count);
        var scaling = new Scaling(payload.ReadArray<float>(features), payload.ReadArray<float>(features));
        var centres = payload.ReadArray<float>();
        return features > 0 && centres.Length > 0 && centres.Length % features == 0
            ? new KMeansModel(card.Features, scaling, centres, inertia)
            : throw new InvalidModelFileException($"The model file is damaged: {centres.Length} numbers are no means of {features} features.");
    });

    /// <summary>For people: each mean in the units of the features.</summary>
    public void WriteJson(Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteNumber("inertia", Inertia);
        json.WriteStartArray("centres");
        for (var c = 0; c < Clusters; c++)
        {
            json.WriteStartObject();
            var centre = Centre(c);
            for (var j = 0; j < centre.Length; j++)
                json.WriteNumber(Features[j].Name, centre[j]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private float[][] Scaled(Dataset data) =>
        data.Features.Count == Features.Count ? scaling.Apply(data) : throw new ArgumentException($"The data has {data.Features.Count} features, the model {Features.Count}.", nameof(data));
}
