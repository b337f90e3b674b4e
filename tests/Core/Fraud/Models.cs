using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Learning.Calibration;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Trees;

namespace MerchantOps.Tests.Core.Fraud;

/// <summary>Models made for tests.</summary>
internal static class Models
{
    /// <summary>Says the same of every order.</summary>
    public static FraudModel Constant(double probability, string version = "m1", int featureVersion = OrderFeatures.Version) =>
        Of(Sigmoid(0, Math.Log(probability / (1 - probability))), new FraudModelIdentity(version, featureVersion, OrderFeatures.Names.Count));

    /// <summary>Finds a fraud where the first feature is above 2.</summary>
    public static FraudModel Perfect(string version = "m1") => Of(Sigmoid(1, 0), new FraudModelIdentity(version, OrderFeatures.Version, OrderFeatures.Names.Count));

    private static FraudModel Of(PlattCalibration calibration, FraudModelIdentity identity)
    {
        var features = new[] { Feature.Number(OrderFeatures.Names[0]) };
        var rows = new Dataset(features, [[0, 1, 3, 4]], [0, 0, 1, 1]);
        var trees = new BoostedTreesLearner(new BoostedTreesOptions { RowSample = 1, ColumnSample = 1, MinChildWeight = 0 }).Learn(rows, CancellationToken.None);
        var card = new ModelCard("fraud of orders", FraudModel.Kind, features, rows.Rows);
        return new FraudModel(identity, [0], trees, calibration, card);
    }

    private static PlattCalibration Sigmoid(double slope, double intercept)
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        writer.Write(slope);
        writer.Write(intercept);
        payload.Position = 0;
        using var reader = new BinaryReader(payload);
        return PlattCalibration.Read(reader);
    }
}

/// <summary>Gives its models one after the other, as if each were swapped in between two looks.</summary>
internal sealed class SwappedModel(params FraudModel[] models) : IActiveFraudModel
{
    private int looks;

    public FraudModel? Current => models is [] ? null : models[Math.Min(looks++, models.Length - 1)];

    public FraudModel? Shadow => null;

    public Task RefreshAsync(CancellationToken ct) => Task.CompletedTask;
}
