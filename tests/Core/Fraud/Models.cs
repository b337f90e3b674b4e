using MerchantOps.Fraud;
using MerchantOps.Learning.Linear;

namespace MerchantOps.Tests.Core.Fraud;

/// <summary>Models made for tests.</summary>
internal static class Models
{
    /// <summary>Says the same of every order. Reviews from 0.5 on, declines from 0.9 on.</summary>
    public static FraudModel Constant(double probability, string version = "m1")
    {
        var width = OrderFeatures.Names.Count;
        var weights = new double[width + 1];
        weights[0] = Math.Log(probability / (1 - probability));
        return Of(new LogisticRegressionModel(new double[width], [.. Enumerable.Repeat(1.0, width)], weights), version);
    }

    public static FraudModel Of(LogisticRegressionModel regression, string version, int featureVersion = OrderFeatures.Version) =>
        new(version, featureVersion, regression, 0.5, 0.9, Trade.Noon, 100, 10, 0.9, 0.5);
}

/// <summary>Gives its models one after the other, as if each were swapped in between two looks.</summary>
internal sealed class SwappedModel(params FraudModel[] models) : IActiveFraudModel
{
    private int looks;

    public FraudModel? Current => models is [] ? null : models[Math.Min(looks++, models.Length - 1)];

    public Task RefreshAsync(CancellationToken ct) => Task.CompletedTask;
}
