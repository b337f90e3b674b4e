using MerchantOps.Fraud.Training;
using MerchantOps.Learning.Files;

namespace MerchantOps.Tests.Core.Fraud.Training;

public sealed class FraudModelTests
{
    private static readonly FraudModel Model = TrainingPipeline.Train(Market.Rows(4_000, 1), new FraudTrainingOptions { Version = "m1", Trees = new() { Trees = 60, LearningRate = 0.2 } }, CancellationToken.None)!.Model;

    [Fact]
    public void What_is_saved_and_loaded_predicts_the_same_and_keeps_its_card()
    {
        var loaded = Loaded(Saved());

        var rows = Market.Rows(200, 2);
        for (var i = 0; i < rows.Count; i++)
            Assert.Equal(Model.Predict(rows[i].Features), loaded.Predict(rows[i].Features));
        Assert.Equal(("m1", 2), (loaded.Version, loaded.FeatureVersion));
        Assert.Equal(Model.Card.Metrics, loaded.Card.Metrics);
    }

    [Fact]
    public void A_higher_score_is_a_higher_probability()
    {
        var rows = Market.Rows(500, 2);
        var scored = Enumerable.Range(0, rows.Count).Select(i => (Score: Model.Score(rows[i].Features), Probability: Model.Predict(rows[i].Features))).Order().ToList();

        Assert.Equal(scored.Select(static s => s.Probability).Order(), scored.Select(static s => s.Probability));
        Assert.All(scored, static s => Assert.InRange(s.Probability, 0, 1));
    }

    [Fact]
    public void It_names_the_features_that_raise_the_risk_strongest_first()
    {
        Assert.Equal(["f0", "f1"], Model.Explain([2, 0, 1, float.NaN, 0], 2));
    }

    [Fact]
    public void It_does_not_name_features_that_lower_the_risk()
    {
        Assert.DoesNotContain("f0", Model.Explain([0, 0, 1, float.NaN, 0], 5));
    }

    [Fact]
    public void Features_of_another_number_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Model.Predict([1, 2]));
    }

    [Fact]
    public void A_prediction_allocates_nothing()
    {
        float[] features = [1, 1, 1, 1, 1];
        Model.Predict(features);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Model.Predict(features);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_file_that_was_changed_is_refused()
    {
        var bytes = Saved();
        bytes[bytes.Length / 2] ^= 1;

        Assert.Throws<InvalidModelFileException>(() => Loaded(bytes));
    }

    private static byte[] Saved()
    {
        using var file = new MemoryStream();
        Model.Save(file);
        return file.ToArray();
    }

    private static FraudModel Loaded(byte[] bytes) => FraudModel.Load(new MemoryStream(bytes));
}
