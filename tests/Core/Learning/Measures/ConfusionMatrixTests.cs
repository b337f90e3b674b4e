using MerchantOps.Learning.Measures;

namespace MerchantOps.Tests.Core.Learning.Measures;

public sealed class ConfusionMatrixTests
{
    private static readonly int[] Actual = [.. Enumerable.Range(0, 400).Select(static i => i % 3)];
    private static readonly int[] Predicted = [.. Enumerable.Range(0, 400).Select(static i => i % 5 < 3 ? i % 3 : i / 7 % 3)];

    [Fact]
    public void Accuracy_and_macro_f1_are_those_of_the_reference()
    {
        var matrix = new ConfusionMatrix(Predicted, Actual, 3);

        // sklearn.metrics 1.2.1: accuracy_score, f1_score(average="macro").
        Assert.Equal(0.7725, matrix.Accuracy, 12);
        Assert.Equal(0.7724887680880453, matrix.MacroF1, 12);
    }

    [Fact]
    public void A_class_that_never_occurs_does_not_count() =>
        Assert.Equal(new ConfusionMatrix(Predicted, Actual, 3).MacroF1, new ConfusionMatrix(Predicted, Actual, 9).MacroF1, 12);

    [Fact]
    public void Each_class_stands_against_all_others()
    {
        var matrix = new ConfusionMatrix([0, 1, 1, 2, 2], [0, 1, 2, 2, 0], 3);

        Assert.Equal(new Confusion(1, 1, 2, 1), matrix.Of(2));
        Assert.Equal(1, matrix[2, 1]);
        Assert.Equal(0.6, matrix.Accuracy, 12);
    }

    [Fact]
    public void A_weight_is_the_row_repeated()
    {
        float[] weights = [.. Actual.Select(static (_, i) => 1f + (i % 2))];

        var repeated = new ConfusionMatrix(Rankings.Repeated(Predicted, weights), Rankings.Repeated(Actual, weights), 3);

        Assert.Equal(repeated.MacroF1, new ConfusionMatrix(Predicted, Actual, 3, weights).MacroF1, 12);
    }

    [Fact]
    public void Codes_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix([3], [0], 3));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix([0], [-1], 3));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix([0, 1], [0], 3));
    }
}
