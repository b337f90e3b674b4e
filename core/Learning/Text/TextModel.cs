using System.Text.Json;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Linear;

namespace MerchantOps.Learning.Text;

/// <summary>A learned classifier of texts; predicting allocates next to nothing. Immutable and thread-safe.</summary>
public sealed class TextModel
{
    public const string Kind = "text";

    private const int Format = 1, MostClassesOnStack = 512;

    private readonly string[] labels;
    private readonly int outOfScope;
    private readonly TextVectorizer vectorizer;
    private readonly ClassWeights weights;
    private readonly MarginCalibration calibration;

    internal TextModel(string[] labels, int outOfScope, TextVectorizer vectorizer, ClassWeights weights, MarginCalibration calibration, double threshold)
    {
        if (labels.Length != weights.Classes || vectorizer.Columns != weights.Columns || labels.Length < (outOfScope < 0 ? 2 : 3) || outOfScope < -1 || outOfScope >= labels.Length)
            throw new ArgumentException($"{labels.Length} labels and {vectorizer.Columns} n-grams do not fit the weights.");
        if (double.IsNaN(threshold))
            throw new ArgumentException("The threshold is not a number.", nameof(threshold));
        calibration.Check();
        (this.labels, this.outOfScope, this.vectorizer, this.weights) = (labels, outOfScope, vectorizer, weights);
        (this.calibration, Threshold) = (calibration, threshold);
    }

    /// <summary>In ordinal order, with the one for out of scope if there were such examples.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>Texts of less <see cref="TextPrediction.Confidence"/> are out of scope.</summary>
    public double Threshold { get; }

    /// <summary>N-grams that have weights.</summary>
    public int Ngrams => vectorizer.Columns;

    /// <param name="text">Of any length and script; one without a letter or digit is answered by how often each label occurred.</param>
    public TextPrediction Predict(ReadOnlySpan<char> text)
    {
        Span<float> scores = weights.Stride <= MostClassesOnStack ? stackalloc float[weights.Stride] : new float[weights.Stride];
        var margins = Score(text, scores);
        var (best, confidence) = ClassMargins.Best(margins, outOfScope);
        calibration.Apply(margins);
        return new TextPrediction(labels[best], margins[best], confidence, confidence < Threshold);
    }

    /// <summary>The probabilities of all labels, in their order; they add up to 1.</summary>
    public void Predict(ReadOnlySpan<char> text, Span<double> probabilities)
    {
        Span<float> scores = weights.Stride <= MostClassesOnStack ? stackalloc float[weights.Stride] : new float[weights.Stride];
        var margins = Score(text, scores);
        calibration.Apply(margins);
        for (var k = 0; k < margins.Length; k++)
            probabilities[k] = margins[k];
    }

    /// <summary>Writes the model; two bytes per weight, since it was learned to be exact in that.</summary>
    public void Save(Stream to, ModelCard card) => ModelFile.Write(to, card with { Kind = Kind }, Format, writer =>
    {
        writer.Write(labels.Length);
        foreach (var label in labels)
            writer.Write(label);
        writer.Write(outOfScope);
        writer.Write(calibration.Sharpness);
        writer.Write(calibration.Noise);
        writer.Write(Threshold);
        writer.Write(vectorizer.Bits);
        writer.WriteArray(vectorizer.Buckets);
        writer.WriteArray(vectorizer.Idf);
        writer.WriteArray<Half>(Array.ConvertAll(weights.Values, static w => (Half)w));
    });

    /// <exception cref="InvalidModelFileException">It is not such a model, or a damaged one.</exception>
    public static TextModel Load(Stream from) => ModelFile.Read(from, Kind, Format, static (_, _, reader) =>
    {
        var labels = new List<string>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            labels.Add(reader.ReadString());
        var outOfScope = reader.ReadInt32();
        var calibration = new MarginCalibration(reader.ReadDouble(), reader.ReadDouble());
        var threshold = reader.ReadDouble();
        var vectorizer = new TextVectorizer(new NgramHasher(reader.ReadInt32()), reader.ReadArray<int>(), reader.ReadArray<float>());
        var weights = new ClassWeights(vectorizer.Columns, labels.Count, Array.ConvertAll(reader.ReadArray<Half>(), static w => (float)w));
        return new TextModel([.. labels], outOfScope, vectorizer, weights, calibration, threshold);
    });

    /// <summary>What can be read of the model: n-grams are hashed and cannot be named.</summary>
    public void WriteJson(Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteNumber("ngrams", Ngrams);
        json.WriteNumber("threshold", Threshold);
        json.WriteNumber("sharpness", calibration.Sharpness);
        json.WriteNumber("noise", calibration.Noise);
        json.WriteString("outOfScopeLabel", outOfScope < 0 ? null : labels[outOfScope]);
        json.WriteStartArray("labels");
        foreach (var label in labels)
            json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private Span<float> Score(ReadOnlySpan<char> text, Span<float> scores)
    {
        var (columns, values) = (new PooledList<int>(512), new PooledList<float>(512));
        vectorizer.Vectorize(text, ref columns, ref values);
        weights.Score(columns.Items, values.Items, scores);
        columns.Dispose();
        values.Dispose();
        return scores[..labels.Length];
    }
}
