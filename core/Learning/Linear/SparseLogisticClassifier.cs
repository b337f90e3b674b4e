using System.Text.Json;
using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Linear;

/// <summary>A logistic regression of two or more classes over sparse rows. Predicting allocates nothing. Immutable and thread-safe.</summary>
public sealed class SparseLogisticClassifier
{
    public const string Kind = "sparse-logistic";

    private const int Format = 1;

    private readonly LinearWeights weights;

    internal SparseLogisticClassifier(LinearWeights weights) => this.weights = weights;

    public int Classes => weights.Classes;

    /// <summary>Number of columns.</summary>
    public int Width => weights.Width;

    /// <summary>Weights per unit of each column, then the intercept; of class 1 of two classes, or of the class asked for.</summary>
    public ReadOnlySpan<double> Weights(int ofClass = 0) => weights.Set(ofClass);

    /// <summary>The probabilities of all classes; they add up to 1.</summary>
    /// <param name="columns">Of the row's entries, below <see cref="Width"/>.</param>
    /// <param name="values">One per column.</param>
    public void Predict(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<double> probabilities)
    {
        for (var set = 0; set < weights.Sets; set++)
        {
            var of = weights.Set(set);
            var sum = of[Width];
            for (var i = 0; i < columns.Length; i++)
                sum += of[columns[i]] * values[i];
            probabilities[set] = sum;
        }

        weights.ToProbabilities(probabilities);
    }

    public void Save(Stream to, ModelCard card) => ModelFile.Write(to, card with { Kind = Kind }, Format, weights.Write);

    /// <exception cref="InvalidModelFileException">It is not such a model, or a damaged one.</exception>
    public static SparseLogisticClassifier Load(Stream from) =>
        ModelFile.Read(from, Kind, Format, static (_, _, reader) => new SparseLogisticClassifier(LinearWeights.Read(reader)));

    /// <summary>The intercepts and the weights that are not 0, by column.</summary>
    public void WriteJson(Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteNumber("classes", Classes);
        json.WriteStartArray("weights");
        for (var set = 0; set < weights.Sets; set++)
        {
            json.WriteStartObject();
            json.WriteNumber("(intercept)", weights.Set(set)[Width]);
            for (var j = 0; j < Width; j++)
                if (weights.Set(set)[j] != 0)
                    json.WriteNumber(j.ToString(System.Globalization.CultureInfo.InvariantCulture), weights.Set(set)[j]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
