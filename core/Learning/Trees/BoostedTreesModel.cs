using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Trees;

/// <summary>Boosted trees as learned. Immutable and thread-safe. Predicting one row allocates nothing.</summary>
public sealed class BoostedTreesModel
{
    /// <summary>In the card and file of such a model.</summary>
    public const string Kind = "boosted-trees";

    private const int Format = 1;

    private const int PlacesOnStack = 2048, PartRows = 64;

    private readonly Forest forest;
    private readonly double[] baseScores;
    private readonly Lazy<TreeExplainer> explainer;

    internal BoostedTreesModel(Objective objective, IReadOnlyList<Feature> features, Forest forest, double[] baseScores)
    {
        (Objective, Features) = (objective, features);
        (this.forest, this.baseScores) = (forest, baseScores);
        explainer = new Lazy<TreeExplainer>(() => new TreeExplainer(forest));
    }

    public Objective Objective { get; }

    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Values per row: one per class with several classes, else one.</summary>
    public int Outputs => baseScores.Length;

    public int TreeCount => forest.Starts.Length;

    public int LeafCount => (forest.Nodes.Length + forest.Starts.Length) / 2;

    /// <summary>The probability of class 1, or the value of a regression.</summary>
    /// <param name="row">One value per feature, in their order; NaN where missing, a code for a category.</param>
    /// <exception cref="ArgumentException">The row has another length, or the model several classes.</exception>
    public double Predict(ReadOnlySpan<float> row)
    {
        if (Outputs != 1)
            throw new ArgumentException("A model of several classes predicts into a span.", nameof(row));
        var score = 0.0;
        Score(row, new Span<double>(ref score));
        return ToPrediction(score);
    }

    /// <summary>The probability of each class.</summary>
    /// <param name="into">Room for <see cref="Outputs"/>.</param>
    public void Predict(ReadOnlySpan<float> row, Span<double> into)
    {
        Score(row, into);
        ToPredictions(into[..Outputs]);
    }

    /// <summary>Before the logistic or softmax: log-odds for two classes.</summary>
    /// <param name="into">Room for <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    [SkipLocalsInit]
    public unsafe void Score(ReadOnlySpan<float> row, Span<double> into)
    {
        if (row.Length != Features.Count)
            throw new ArgumentException($"The model has {Features.Count} features, the row {row.Length}.", nameof(row));

        into = into[..Outputs];
        var places = forest.Columns * Forest.BlockRows;
        var rented = places > PlacesOnStack ? ArrayPool<int>.Shared.Rent(places) : null;
        var columns = rented is null ? stackalloc int[PlacesOnStack] : rented;
        forest.Spread(row, columns);
        baseScores.CopyTo(into);
        fixed (ForestNode* nodes = forest.Nodes)
        fixed (int* at = columns)
            forest.AddTo(nodes, at, into);
        if (rented is not null)
            ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>
    /// What each feature contributes to a row's score (<see cref="TreeExplainer"/>): log-odds for classes, the value's own unit for a
    /// regression. They add up to the score.
    /// </summary>
    /// <param name="contributions">Room for one per feature, and the mean score over the training rows last.</param>
    /// <param name="output">The class to explain, 0 where there is one output.</param>
    /// <exception cref="ArgumentException">The row or the room has another length.</exception>
    public unsafe void Explain(ReadOnlySpan<float> row, Span<double> contributions, int output = 0)
    {
        if (row.Length != Features.Count || contributions.Length != Features.Count + 1)
            throw new ArgumentException($"The model has {Features.Count} features, the row {row.Length}; contributions need room for one more, not {contributions.Length}.", nameof(contributions));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)output, (uint)Outputs);

        contributions.Clear();
        var columns = ArrayPool<int>.Shared.Rent(forest.Columns * Forest.BlockRows);
        forest.Spread(row, columns);
        fixed (int* at = columns)
            explainer.Value.Explain(at, output, Outputs, contributions[..^1]);
        ArrayPool<int>.Shared.Return(columns);
        contributions[^1] = baseScores[output] + explainer.Value.Expected(output, Outputs);
    }

    /// <summary>Predicts all rows, block by block on several threads.</summary>
    /// <param name="into">By row; with several classes, the classes of a row together.</param>
    /// <param name="threads">At least 1; the predictions do not depend on it.</param>
    /// <exception cref="ArgumentException">The rows have another number of features, or there is too little room.</exception>
    public void Predict(Dataset rows, Memory<double> into, int threads, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (rows.Features.Count != Features.Count)
            throw new ArgumentException($"The model has {Features.Count} features, the rows have {rows.Features.Count}.", nameof(rows));
        if (into.Length < (long)rows.Rows * Outputs)
            throw new ArgumentException($"{rows.Rows} rows of {Outputs} outputs do not fit into {into.Length} places.", nameof(into));
        using var team = new WorkerTeam(threads);
        var (columns, scores) = (new int[team.Size][], new double[team.Size][]);
        team.Do((rows.Rows + PartRows - 1) / PartRows, (member, part) =>
        {
            ct.ThrowIfCancellationRequested();
            var (from, to) = (part * PartRows, Math.Min(rows.Rows, (part + 1) * PartRows));
            columns[member] ??= new int[PartRows * forest.Columns];
            scores[member] ??= new double[PartRows];
            PredictPart(rows, from, to, columns[member], scores[member], into.Span[(from * Outputs)..(to * Outputs)]);
        });
    }

    /// <param name="card">Its kind and features are set.</param>
    public void Save(Stream to, ModelCard card) => ModelFile.Write(to, card with { Kind = Kind, Features = Features }, Format, payload =>
    {
        payload.Write((byte)Objective);
        payload.WriteArray<double>(baseScores);
        ForestFile.Write(payload, forest);
    });

    /// <exception cref="InvalidModelFileException">The stream holds no whole model of this kind.</exception>
    public static BoostedTreesModel Load(Stream from) => ModelFile.Read(from, Kind, Format, static (card, _, payload) =>
    {
        var (objective, scores) = ((Objective)payload.ReadByte(), payload.ReadArray<double>());
        var forest = ForestFile.Read(payload, card.Features.Count);
        return Enum.IsDefined(objective) && scores.Length > 0 && (objective == Objective.MultiClass || scores.Length == 1) && forest.Starts.Length % scores.Length == 0
            ? new BoostedTreesModel(objective, card.Features, forest, scores)
            : throw new InvalidModelFileException($"The model file is damaged: {forest.Starts.Length} trees for {scores.Length} outputs.");
    });

    /// <summary>For people: every tree, nested. A score is the base score of its output and what every tree of the output adds.</summary>
    public void WriteJson(Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, MaxDepth = 1000 });
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteString("objective", Objective.ToString());
        json.WriteStartArray("baseScores");
        foreach (var score in baseScores)
            json.WriteNumberValue(score);
        json.WriteEndArray();
        ForestJson.Write(json, forest, Features);
        json.WriteEndObject();
    }

    /// <summary>Tree by tree over several blocks, so that a tree is loaded once for all of them.</summary>
    private unsafe void PredictPart(Dataset rows, int from, int to, int[] columns, double[] scores, Span<double> into)
    {
        var (blocks, width) = ((to - from + Forest.BlockRows - 1) / Forest.BlockRows, forest.Columns * Forest.BlockRows);
        for (var block = 0; block < blocks; block++)
            SpreadBlock(rows, from + (block * Forest.BlockRows), to, columns.AsSpan(block * width, width));

        fixed (ForestNode* nodes = forest.Nodes)
        fixed (int* at = columns)
            for (var output = 0; output < Outputs; output++)
            {
                Array.Fill(scores, baseScores[output]);
                for (var tree = output; tree < forest.Starts.Length; tree += Outputs)
                    for (var block = 0; block < blocks; block++)
                        forest.AddBlockTo(tree, nodes, at + (block * width), scores.AsSpan(block * Forest.BlockRows));
                for (var i = 0; i < to - from; i++)
                    into[(i * Outputs) + output] = scores[i];
            }

        for (var i = 0; i < to - from; i++)
            ToPredictions(into.Slice(i * Outputs, Outputs));
    }

    private void SpreadBlock(Dataset rows, int from, int to, Span<int> columns)
    {
        for (var j = 0; j < Features.Count; j++)
            forest.Spread(j, rows.Column(j)[from..Math.Min(to, from + Forest.BlockRows)], columns);
    }

    private double ToPrediction(double score) => Objective == Objective.Binary ? 1 / (1 + Math.Exp(-score)) : score;

    private void ToPredictions(Span<double> scores)
    {
        if (scores.Length == 1)
        {
            scores[0] = ToPrediction(scores[0]);
            return;
        }

        // The greatest becomes 0, for the exponential of a large score would be infinite.
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max<double>(scores), scores);
        TensorPrimitives.SoftMax<double>(scores, scores);
    }
}
