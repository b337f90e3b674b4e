using System.Buffers;
using MerchantOps.Fraud.Signals;
using MerchantOps.Learning.Calibration;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Trees;

namespace MerchantOps.Fraud.Training;

/// <summary>
/// A learned model of fraud: boosted trees over those <see cref="OrderFeatures"/> that told orders apart, a sigmoid that makes
/// probabilities of their scores, and the card that says where it comes from. Immutable and thread-safe; a prediction allocates nothing.
/// </summary>
public sealed class FraudModel
{
    /// <summary>In the card and file of such a model.</summary>
    public const string Kind = "fraud-model";

    private const int Format = 1, MostOnStack = 512;

    private readonly BoostedTreesModel trees;
    private readonly PlattCalibration calibration;
    private readonly int[] columns;

    internal FraudModel(FraudModelIdentity identity, int[] columns, BoostedTreesModel trees, PlattCalibration calibration, ModelCard card)
    {
        (Identity, Card) = (identity, card);
        (this.columns, this.trees, this.calibration) = (columns, trees, calibration);
    }

    /// <summary>Sortable by time of training.</summary>
    public string Version => Identity.Version;

    /// <summary>Of <see cref="OrderFeatures"/>; a model of another version is not used.</summary>
    public int FeatureVersion => Identity.FeatureVersion;

    /// <summary>Where it comes from, and how its like did on later orders.</summary>
    public ModelCard Card { get; }

    internal FraudModelIdentity Identity { get; }

    /// <summary>The probability of fraud, 0 to 1.</summary>
    /// <param name="features">All of <see cref="OrderFeatures"/>, NaN where unknown.</param>
    /// <exception cref="ArgumentException">There are fewer or more features than the model was trained with.</exception>
    public double Predict(ReadOnlySpan<float> features) => calibration.Calibrate(Score(features));

    /// <summary>Before calibration: log-odds. Ranks orders as <see cref="Predict"/> does.</summary>
    /// <inheritdoc cref="Predict"/>
    public double Score(ReadOnlySpan<float> features)
    {
        var rented = columns.Length > MostOnStack ? ArrayPool<float>.Shared.Rent(columns.Length) : null;
        var row = rented is null ? stackalloc float[columns.Length] : rented.AsSpan(0, columns.Length);
        Pick(features, row);
        var score = 0.0;
        trees.Score(row, new Span<double>(ref score));
        if (rented is not null)
            ArrayPool<float>.Shared.Return(rented);
        return score;
    }

    /// <summary>Names of the features that raise this order's risk most, strongest first, by exact Shapley values; some 100 µs.</summary>
    /// <param name="count">At most so many; fewer when fewer raise it.</param>
    /// <inheritdoc cref="Predict"/>
    public IReadOnlyList<string> Explain(ReadOnlySpan<float> features, int count)
    {
        var (row, effects) = (new float[columns.Length], new double[columns.Length + 1]);
        Pick(features, row);
        trees.Explain(row, effects);
        return [.. Enumerable.Range(0, columns.Length).Where(j => effects[j] > 0).OrderByDescending(j => effects[j]).Take(count).Select(j => trees.Features[j].Name)];
    }

    public void Save(Stream to) => ModelFile.Write(to, Card with { Kind = Kind }, Format, payload =>
    {
        Identity.Write(payload);
        payload.WriteArray<int>(columns);
        calibration.Write(payload);
        trees.Save(payload.BaseStream, Card with { Metrics = new Dictionary<string, double>(), Options = new Dictionary<string, string>() });
    });

    /// <exception cref="InvalidModelFileException">The stream holds no whole model of this kind.</exception>
    public static FraudModel Load(Stream from) => ModelFile.Read(from, Kind, Format, static (card, _, payload) =>
    {
        var (identity, columns) = (FraudModelIdentity.Read(payload), payload.ReadArray<int>());
        var calibration = PlattCalibration.Read(payload);
        var trees = BoostedTreesModel.Load(payload.BaseStream);
        return columns.Length == trees.Features.Count && Array.TrueForAll(columns, j => j >= 0 && j < identity.Width)
            ? new FraudModel(identity, columns, trees, calibration, card)
            : throw new InvalidModelFileException($"The model file is damaged: {columns.Length} columns for {trees.Features.Count} features.");
    });

    private void Pick(ReadOnlySpan<float> features, Span<float> row)
    {
        if (features.Length != Identity.Width)
            throw new ArgumentException($"Model {Version} was trained with {Identity.Width} features, not {features.Length}.", nameof(features));
        for (var j = 0; j < columns.Length; j++)
            row[j] = features[columns[j]];
    }
}
