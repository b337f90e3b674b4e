using System.Globalization;
using System.Text;

namespace MerchantOps.Tests.Core.Fraud;

public sealed class FraudCommandTests : IDisposable
{
    private const int BadInput = 2;

    private static readonly DateTime Start = new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly EvaluationRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("split")]
    [InlineData("live")]
    public void Every_order_of_the_score_files_is_decided_once_and_frauds_that_show_are_told_apart(string protocol)
    {
        var (history, score) = Save();

        var code = run.Run("fraud", "--history", history, "--score", score, "--format", "ecommerce", "--protocol", protocol);

        Assert.Equal(0, code);
        Assert.Equal((400, 0, 0), (Figure("orders"), Figure("lost"), Figure("doubled")));
        Assert.True(run.Last.GetProperty("auc").GetDouble() > 0.9, run.Output);
        Assert.Equal(400, run.Last.GetProperty("parts").GetProperty("early").GetProperty("orders").GetInt32());
    }

    [Fact]
    public void Features_are_written_for_every_order_with_what_was_known_before_it()
    {
        var (history, score) = Save();
        var folder = Path.GetDirectoryName(history)!;

        var code = run.Run("features", "--history", $"{history},{score}", "--format", "ecommerce", "--out", folder);

        Assert.Equal(0, code);
        var lines = File.ReadAllLines(Path.Combine(folder, "features.csv"));
        Assert.Equal(Figure("rows") + 1, lines.Length);
        Assert.StartsWith("order,at,person_orders,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",label", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--label-delay", "soon")]
    [InlineData("--test-from", "yesterday")]
    [InlineData("--protocol", "guess")]
    public void An_option_that_is_no_such_thing_ends_with_a_message(string option, string value)
    {
        var (history, score) = Save();
        string[] protocol = option == "--protocol" ? [] : ["--protocol", "split"];

        var code = run.Run(["fraud", "--history", history, "--score", score, "--format", "ecommerce", .. protocol, option, value]);

        Assert.Equal(BadInput, code);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_column_ends_with_its_name()
    {
        var (history, _) = Save();
        var odd = run.Save("odd.csv", "event_no,user_id\n1,2\n");

        Assert.Equal(BadInput, run.Run("fraud", "--history", history, "--score", odd, "--format", "ecommerce", "--protocol", "split"));
        Assert.Contains("odd.csv", run.Error, StringComparison.Ordinal);
    }

    private int Figure(string name) => run.Last.GetProperty(name).GetInt32();

    /// <summary>Sixty days of orders; every tenth buys within a minute of signing up from one of a few devices, and is fraud. Every fifth row is to be scored.</summary>
    private (string History, string Score) Save()
    {
        const string header = "event_no,user_id,signup_time,purchase_time,purchase_value,device_id,source,browser,sex,age,ip_address,country,part,class\n";
        var (history, score) = (new StringBuilder(header), new StringBuilder(header));
        for (var i = 0; i < 2000; i++)
        {
            var fraud = i % 10 == 3 || i % 50 == 5;
            var at = Start.AddMinutes(i * 43);
            var signup = fraud ? at : at.AddDays(-1 - (i * 7 % 90));
            (i % 5 == 0 ? score : history).Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{i},{i + 1000},{signup:yyyy-MM-dd HH:mm:ss},{at:yyyy-MM-dd HH:mm:ss},{20 + (i % 60)},{(fraud ? $"F{i % 3}" : $"D{i}")},Ads,Chrome,F,30,,United States,early,{(fraud ? 1 : 0)}\n"));
        }

        return (run.Save("history.csv", history.ToString()), run.Save("score.csv", score.ToString()));
    }
}
