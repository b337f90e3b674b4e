using System.Globalization;

namespace MerchantOps.Tests.Core.Learning;

public sealed class TabularCommandTests : IDisposable
{
    private const string Header = "amount,country,note,fraud\n";

    private readonly EvaluationRun _run = new();

    [Theory]
    [InlineData("trees", false)]
    [InlineData("trees", true)]
    [InlineData("logistic", false)]
    public void The_last_line_has_every_figure_and_no_other(string model, bool gzipped)
    {
        var code = Tabular(_run.Save("train.csv", Rows(200), gzipped), _run.Save("test.csv", Rows(50), gzipped), "--label", "fraud", "--model", model, "--threads", "1");

        Assert.Equal(0, code);
        Assert.Equal(
            ["rows", "features", "trees", "leaves", "train_s", "rows_per_s", "single_us", "auc", "ap", "logloss", "recall_at_1pct_fpr", "peak_rss_mb"],
            _run.Last.EnumerateObject().Select(figure => figure.Name));
        Assert.Equal((200, 3, model == "trees" ? 3 : 0), (Figure("rows"), Figure("features"), Figure("trees")));
        Assert.True(_run.Last.GetProperty("auc").GetDouble() > 0.95);
    }

    [Theory]
    [InlineData("0,1", null, true)]
    [InlineData("0,1", "0", false)]
    [InlineData("no,yes", "yes", true)]
    [InlineData("no,yes", "no", false)]
    [InlineData("True,False", null, false)]
    [InlineData("often,rarely", null, true)]
    public void Class_1_is_the_value_named_else_1_else_true_else_the_rarer(string values, string? positive, bool second)
    {
        var (train, scores) = (_run.Save("train.csv", Rows(200, values.Split(','))), _run.File("scores.csv"));

        Tabular(train, train, ["--label", "fraud", "--scores", scores, .. positive is null ? Array.Empty<string>() : ["--positive", positive]]);

        Assert.Equal(second, Scores(scores)[0] < Scores(scores)[3]);
    }

    [Fact]
    public void Scores_are_one_per_row_in_their_order()
    {
        var scores = _run.File("scores.csv");

        Tabular(_run.Save("train.csv", Rows(200)), _run.Save("test.csv", Header + "90,DE,,1\n1,DE,,0\n95,DE,,1\n"), "--label", "fraud", "--scores", scores);

        var written = Scores(scores);
        Assert.Equal(3, written.Count);
        Assert.True(written[0] > written[1] && written[2] > written[1]);
        Assert.All(written, score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void A_category_never_seen_in_training_is_a_missing_value()
    {
        var (unknown, missing) = (_run.File("unknown.csv"), _run.File("missing.csv"));
        var train = _run.Save("train.csv", Rows(200));

        Tabular(train, _run.Save("a.csv", Header + "90,Atlantis,,1\n1,Mu,,0\n"), "--label", "fraud", "--scores", unknown);
        Tabular(train, _run.Save("b.csv", Header + "90,,,1\n1,,,0\n"), "--label", "fraud", "--scores", missing);

        Assert.Equal(Scores(missing), Scores(unknown));
    }

    [Fact]
    public void Dropped_columns_are_not_learned_from_and_may_be_absent_in_the_test()
    {
        var code = Tabular(_run.Save("train.csv", Rows(200)), _run.Save("test.csv", "country,fraud\nDE,0\nFR,1\n"), "--label", "fraud", "--drop", "amount, note");

        Assert.Equal((0, 1), (code, Figure("features")));
    }

    [Fact]
    public void A_column_that_only_looks_like_numbers_at_first_is_one_of_categories()
    {
        var rows = string.Concat(Enumerable.Range(0, 200).Select(i => $"{(i < 100 ? "00" : i % 2 == 0 ? "0" : "x")},{(i >= 100 && i % 2 == 1 ? 1 : 0)}\n"));
        var (train, scores) = (_run.Save("train.csv", "code,fraud\n" + rows), _run.File("scores.csv"));

        Tabular(train, _run.Save("test.csv", "code,fraud\n00,0\n0,0\nx,1\n"), "--label", "fraud", "--scores", scores);

        Assert.True(Scores(scores)[2] > Scores(scores)[1]);
    }

    [Theory]
    [InlineData("a,fraud\n1,0\n2\n", "train.csv, line 3")]
    [InlineData("a,fraud\n1,0\n2,1,9\n", "train.csv, line 3")]
    [InlineData("a,fraud\n1,0\n\"2,1\n", "train.csv, line 3")]
    [InlineData("a,a,fraud\n1,2,0\n", "two columns a")]
    [InlineData("", "no header")]
    [InlineData("a,b\n1,0\n", "has no column fraud")]
    [InlineData("a,fraud\n1,0\n2,0\n", "must have two values, it has 1: 0")]
    [InlineData("a,fraud\n1,0\n2,1\n3,2\n", "must have two values, it has 3: 0, 1, 2")]
    [InlineData("a,fraud\n", "must have two values, it has 0")]
    [InlineData("a,fraud\n1,0\n2,1\n3,\n", "row 3: fraud is missing")]
    [InlineData("fraud\n0\n1\n", "no column beside fraud")]
    public void Rows_that_cannot_be_learned_from_end_with_the_place_and_2(string train, string message)
    {
        var code = Tabular(_run.Save("train.csv", train), _run.Save("test.csv", "a,fraud\n1,0\n2,1\n"), "--label", "fraud");

        Refused(code, message);
    }

    [Theory]
    [InlineData("amount,fraud\n1,0\n", "has no column country")]
    [InlineData(Header + "1,DE,,0\nmuch,DE,,1\n", "test.csv, line 3: amount must be a number as in the training file, not \"much\"")]
    [InlineData(Header + "1,DE,,7\n", "row 1: fraud is missing, or is no value that the training file has")]
    [InlineData(Header, "has no rows")]
    public void Rows_that_cannot_be_judged_by_end_with_the_place_and_2(string test, string message)
    {
        var code = Tabular(_run.Save("train.csv", Rows(20)), _run.Save("test.csv", test), "--label", "fraud");

        Refused(code, message);
    }

    [Theory]
    [InlineData("has no column weight", "--drop", "weight")]
    [InlineData("fraud cannot be both dropped and learned", "--drop", "note,fraud")]
    [InlineData("is never \"2\"", "--positive", "2")]
    [InlineData("--threads must be 1 or more", "--threads", "0")]
    [InlineData("'many'", "--trees", "many")]
    [InlineData("Trees", "--trees", "0")]
    [InlineData("MaxDepth", "--depth", "99")]
    [InlineData("'forest'", "--model", "forest")]
    [InlineData("--test", "--test", "another.csv")]
    [InlineData("--loud", "--loud")]
    [InlineData("cannot be written", "--scores", "/nowhere/scores.csv")]
    public void Options_that_cannot_be_met_end_with_a_reason_and_2(string message, params string[] options)
    {
        var rows = _run.Save("train.csv", Rows(20));

        var code = Tabular(rows, rows, ["--label", "fraud", .. options]);

        Refused(code, message);
    }

    [Theory]
    [InlineData("--train", "/nowhere/train.csv", "--test", "/nowhere/test.csv", "--label", "x")]
    [InlineData("--label", "x")]
    public void Files_that_are_missing_end_with_2(params string[] options) => Assert.Equal(2, _run.Run(["tabular", .. options]));

    public void Dispose() => _run.Dispose();

    /// <summary>Large amounts are the second value; the other columns tell nothing.</summary>
    private static string Rows(int count, params string[] values) =>
        Header + string.Concat(Enumerable.Range(0, count).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{(i % 4 == 3 ? 60 : 10) + (i % 3)},{(i % 2 == 0 ? "DE" : "FR")},{(i % 5 == 0 ? "" : "n")},{(values.Length > 0 ? values : ["0", "1"])[i % 4 == 3 ? 1 : 0]}\n")));

    private static List<double> Scores(string path) => [.. File.ReadLines(path).Skip(1).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>Few trees, where nothing else is said, since a test is not about how good they are.</summary>
    private int Tabular(string train, string test, params string[] options) =>
        _run.Run(["tabular", "--train", train, "--test", test, .. options.Contains("--trees") ? Array.Empty<string>() : ["--trees", "3"], .. options]);

    private void Refused(int code, string message)
    {
        Assert.Equal(2, code);
        Assert.Contains(message, _run.Error, StringComparison.Ordinal);
    }

    private int Figure(string name) => _run.Last.GetProperty(name).GetInt32();
}
