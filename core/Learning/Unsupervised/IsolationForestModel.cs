using System.Text.Json;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Unsupervised;

/// <summary>How unusual rows are. Immutable and thread-safe; see <see cref="IsolationForestLearner"/>.</summary>
public sealed class IsolationForestModel
{
    /// <summary>In the card and file of such a model.</summary>
    public const string Kind = "isolation-forest";

    private const int Format = 1, RowsPerBlock = 1024;

    private readonly bool[] isCategory;
    private readonly int sampleSize;
    private readonly IsolationNode[][] trees;

    internal IsolationForestModel(IReadOnlyList<Feature> features, int sampleSize, IsolationNode[][] trees)
    {
        (Features, this.sampleSize, this.trees) = (features, sampleSize, trees);
        isCategory = [.. features.Select(static f => f.Kind == FeatureKind.Category)];
    }

    public IReadOnlyList<Feature> Features { get; }

    public int TreeCount => trees.Length;

    /// <summary>
    /// Above 0 and below 1: about 0.5 and below for ordinary rows, towards 1 for rows that stand alone. Where to cut is best told by the
    /// share of rows somebody can look at. Allocates nothing; costs trees × log(sample).
    /// </summary>
    /// <param name="row">The features in their order, NaN for missing.</param>
    /// <exception cref="ArgumentException">The row has another number of features.</exception>
    public double Score(ReadOnlySpan<float> row)
    {
        if (row.Length != isCategory.Length)
            throw new ArgumentException($"The row has {row.Length} features, the model {isCategory.Length}.", nameof(row));

        var length = 0.0;
        foreach (var tree in trees)
            length += PathLength(tree, row);
        return Math.Pow(2, -length / (trees.Length * IsolationNode.PathLength(sampleSize)));
    }

    /// <summary>One score per row.</summary>
    /// <param name="threads">At least 1; the scores do not depend on it.</param>
    /// <exception cref="ArgumentException">The data has another number of features.</exception>
    public double[] Score(Dataset data, int threads, CancellationToken ct)
    {
        if (data.Features.Count != isCategory.Length)
            throw new ArgumentException($"The data has {data.Features.Count} features, the model {isCategory.Length}.", nameof(data));

        var scores = new double[data.Rows];
        var blocks = (data.Rows + RowsPerBlock - 1) / RowsPerBlock;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, block =>
        {
            var row = new float[isCategory.Length];
            for (var i = block * RowsPerBlock; i < Math.Min(data.Rows, (block + 1) * RowsPerBlock); i++)
            {
                data.CopyRow(i, row);
                scores[i] = Score(row);
            }
        });
        return scores;
    }

    /// <param name="card">Its kind is set.</param>
    public void Save(Stream to, ModelCard card) => ModelFile.Write(to, card with { Kind = Kind, Features = Features }, Format, payload =>
    {
        payload.Write(sampleSize);
        payload.Write(trees.Length);
        foreach (var tree in trees)
            payload.WriteArray<IsolationNode>(tree);
    });

    /// <exception cref="InvalidModelFileException">The stream holds no whole model of this kind.</exception>
    public static IsolationForestModel Load(Stream from) => ModelFile.Read(from, Kind, Format, static (card, _, payload) =>
    {
        var (sampleSize, count) = (payload.ReadInt32(), payload.ReadInt32());
        var trees = new List<IsolationNode[]>();
        for (var t = 0; t < count; t++)
            trees.Add(Checked(payload.ReadArray<IsolationNode>(), card.Features.Count));
        return sampleSize >= 2 && trees.Count > 0
            ? new IsolationForestModel(card.Features, sampleSize, [.. trees])
            : throw new InvalidModelFileException($"The model file is damaged: a forest of {trees.Count} trees on samples of {sampleSize}.");
    });

    /// <summary>For people: every tree, nested.</summary>
    public void WriteJson(Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteNumber("sampleSize", sampleSize);
        json.WriteStartArray("trees");
        foreach (var tree in trees)
            WriteNode(json, tree, 0);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private float PathLength(IsolationNode[] tree, ReadOnlySpan<float> row)
    {
        var node = tree[0];
        while (node.Feature != IsolationNode.Leaf)
        {
            var value = row[node.Feature];
            var isLeft = isCategory[node.Feature] ? value == node.Value : value < node.Value;
            node = tree[isLeft ? node.Left : node.Left + 1];
        }

        return node.Value;
    }

    private void WriteNode(Utf8JsonWriter json, IsolationNode[] tree, int at)
    {
        var node = tree[at];
        json.WriteStartObject();
        if (node.Feature == IsolationNode.Leaf)
        {
            json.WriteNumber("pathLength", node.Value);
        }
        else
        {
            json.WriteString("feature", Features[node.Feature].Name);
            json.WriteNumber(isCategory[node.Feature] ? "is" : "below", node.Value);
            json.WritePropertyName("then");
            WriteNode(json, tree, node.Left);
            json.WritePropertyName("else");
            WriteNode(json, tree, node.Left + 1);
        }

        json.WriteEndObject();
    }

    /// <summary>A node may only lead on to later ones, so that every walk ends.</summary>
    private static IsolationNode[] Checked(IsolationNode[] tree, int features)
    {
        for (var i = 0; i < tree.Length; i++)
            if (tree[i].Feature != IsolationNode.Leaf && !(tree[i].Feature >= 0 && tree[i].Feature < features && tree[i].Left > i && tree[i].Left < tree.Length - 1))
                throw new InvalidModelFileException($"The model file is damaged: node {i} of a tree leads nowhere.");
        return tree.Length > 0 ? tree : throw new InvalidModelFileException("The model file is damaged: a tree is empty.");
    }
}
