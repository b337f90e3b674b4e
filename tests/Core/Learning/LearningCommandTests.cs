using System.Globalization;

namespace MerchantOps.Tests.Core.Learning;

public sealed class LearningCommandTests : IDisposable
{
    private readonly EvaluationRun _run = new();

    [Fact]
    public void Sets_that_are_there_are_judged_and_the_others_are_named_and_skipped()
    {
        _run.Save("fair_german/train.csv", Applicants(60));
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(_run.Save("fair_german/test_public.csv.gz", Applicants(30), gzipped: true)))!;

        var code = _run.Run("learning", "--data", folder);

        Assert.Equal(0, code);
        Assert.Equal((1, 6), (_run.Last.GetProperty("sets").GetInt32(), _run.Last.GetProperty("skipped").GetInt32()));
        Assert.Contains("fraud_handbook_sim: not there, skipped", _run.Output, StringComparison.Ordinal);
        Assert.Contains("| german, test | 30, 10 | ours | 1.0000 | 1.0000 |", _run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no folder", "--data", "/nowhere")]
    [InlineData("There is no script", "--data", ".", "--peer-script", "/nowhere/peers.py")]
    [InlineData("--data")]
    public void What_is_missing_ends_with_a_reason_and_2(string message, params string[] options)
    {
        var code = _run.Run(["learning", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(message, _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_another_shape_ends_with_the_place_and_2()
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(_run.Save("fraud_ecommerce/train.csv", "event_no,class\n1,0\n")))!;
        _run.Save("fraud_ecommerce/test_public.csv", "event_no,class\n1,0\n");

        var code = _run.Run("learning", "--data", folder);

        Assert.Equal(2, code);
        Assert.Contains("train.csv has no column signup_time", _run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();

    private static string Applicants(int count) => "row,amount,purpose,class\n" + string.Concat(Enumerable.Range(0, count).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{i},{(i % 3 == 0 ? 90 : 10) + (i % 5)},A{i % 2},{(i % 3 == 0 ? 2 : 1)}\n")));
}
