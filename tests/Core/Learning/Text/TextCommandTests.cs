using System.Text.Json;

namespace MerchantOps.Tests.Core.Learning.Text;

public sealed class TextCommandTests : IDisposable
{
    private readonly EvaluationRun _run = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_last_line_has_every_figure_and_no_other(bool gzipped)
    {
        var code = Text(_run.Save("train.csv", Rows(300, seed: 1), gzipped), _run.Save("test.csv", Rows(100, seed: 2), gzipped), "--out-of-scope", "oos");

        Assert.Equal(0, code);
        Assert.Equal(
            ["accuracy", "in_scope_accuracy", "out_of_scope_recall", "auc", "train_s", "single_us"],
            _run.Last.EnumerateObject().Select(static figure => figure.Name));
        Assert.True(_run.Last.GetProperty("accuracy").GetDouble() > 0.85);
        Assert.Equal(1, _run.Last.GetProperty("out_of_scope_recall").GetDouble());
        Assert.Equal(JsonValueKind.Null, _run.Last.GetProperty("auc").ValueKind);
    }

    [Fact]
    public void Two_labels_have_an_area_under_the_curve()
    {
        var rows = _run.Save("two.csv", "title,kind\nred shoe,shoes\nblue shoe,shoes\ngreen shirt,shirts\nblack shirt,shirts\n");

        _run.Run("text", "--train", rows, "--test", rows, "--text", "title", "--label", "kind");

        Assert.Equal(1, _run.Last.GetProperty("auc").GetDouble());
        Assert.Equal(JsonValueKind.Null, _run.Last.GetProperty("out_of_scope_recall").ValueKind);
    }

    [Fact]
    public void A_column_that_is_missing_is_named()
    {
        var rows = _run.Save("rows.csv", "title,kind\nred shoe,shoes\n");

        Assert.Equal(2, Text(rows, rows));
        Assert.Contains("no column text", _run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text,intent\n", "no rows")]
    [InlineData("text,intent\nhello,\n", "line 2")]
    [InlineData("text,intent\nhello,a,b\n", "line 2")]
    [InlineData("text,intent\nhello,a\nhello,a\n", "two different labels")]
    public void Rows_that_cannot_be_used_are_told_with_their_place(string rows, string said)
    {
        var path = _run.Save("rows.csv", rows);

        Assert.Equal(2, Text(path, path));
        Assert.Contains(said, _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_options_and_files_are_refused()
    {
        var rows = _run.Save("rows.csv", Rows(50, seed: 1));

        Assert.Equal(2, Text(rows, rows, "--colour", "red"));
        Assert.Equal(2, Text(rows, _run.File("nowhere.csv")));
        Assert.Contains("nowhere.csv", _run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();

    private static string Rows(int count, int seed)
    {
        var (texts, labels) = Intents.Sample(count, seed);
        return "text,intent\n" + string.Concat(texts.Select((t, i) => $"\"{t}\",{labels[i]}\n")) + "zebras graze quietly,oos\n";
    }

    private int Text(string train, string test, params string[] more) =>
        _run.Run(["text", "--train", train, "--test", test, "--text", "text", "--label", "intent", .. more]);
}
