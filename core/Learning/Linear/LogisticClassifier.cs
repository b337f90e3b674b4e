using System.Text.Json;
using MerchantOps.Learning.Files;

namespace MerchantOps.Learning.Linear;

/// <summary>
/// A logistic regression of two or more classes over the features of a data set. A missing number counts as the mean of training, a
/// missing or unknown category as none of the names. Predicting allocates nothing. Immutable and thread-safe.
/// </summary>
public sealed class LogisticClassifier
{
    public const string Kind = "logistic";

    private const int Format = 1;

    private readonly ColumnEncoding encoding;
    private readonly LinearWeights weights;

    internal LogisticClassifier(ColumnEncoding encoding, LinearWeights weights)
    {
        if (encoding.Width != weights.Width)
            throw new ArgumentException($"{weights.Width} weights do not fit {encoding.Width} columns.", nameof(weights));
        (this.encoding, this.weights) = (encoding, weights);
    }

    public int Classes => weights.Classes;

    /// <summary>Names of the weights: a number's feature, and "feature = name" for each name of a category.</summary>
    public IReadOnlyList<string> Columns => [.. encoding.Names()];

    /// <summary>Weights per unit of each column as it is given, then the intercept; of class 1 of two classes, or of the class asked for.</summary>
    public ReadOnlySpan<double> Weights(int ofClass = 0) => weights.Set(ofClass);

    /// <summary>The probability of class 1 of two.</summary>
    /// <exception cref="InvalidOperationException">There are more classes.</exception>
    public double Predict(ReadOnlySpan<float> row) => Classes == 2
        ? LogisticRegressionModel.Sigmoid(encoding.Dot(row, weights.Set(0)))
        : throw new InvalidOperationException($"The model has {Classes} classes; ask for the probability of each.");

    /// <summary>The probabilities of all classes; they add up to 1.</summary>
    public void Predict(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        for (var set = 0; set < weights.Sets; set++)
            probabilities[set] = encoding.Dot(row, weights.Set(set));
        weights.ToProbabilities(probabilities);
    }

    public void Save(Stream to, ModelCard card) => ModelFile.Write(to, card with { Kind = Kind, Features = encoding.Features }, Format, writer =>
    {
        writer.WriteArray(encoding.Fillers);
        weights.Write(writer);
    });

    /// <exception cref="InvalidModelFileException">It is not such a model, or a damaged one.</exception>
    public static LogisticClassifier Load(Stream from) => ModelFile.Read(from, Kind, Format, static (card, _, reader) =>
        new LogisticClassifier(new ColumnEncoding(card.Features, reader.ReadArray<float>()), LinearWeights.Read(reader)));

    /// <summary>The weights by name, one object per set.</summary>
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
            json.WriteNumber("(intercept)", weights.Set(set)[weights.Width]);
            foreach (var (j, name) in Columns.Index())
                json.WriteNumber(name, weights.Set(set)[j]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
