using MerchantOps.Evaluation.Tables;

namespace MerchantOps.Tests.Core.Generators;

public sealed class BurstCommandTests : IDisposable
{
    private readonly EvaluationRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void The_same_seed_writes_the_same_bytes()
    {
        Assert.Equal(0, run.Run("burst", "--seed", "7", "--out", run.File("a.csv.gz")));
        Assert.Equal(0, run.Run("burst", "--seed", "7", "--out", run.File("b.csv.gz")));

        Assert.Equal(File.ReadAllBytes(run.File("a.csv.gz")), File.ReadAllBytes(run.File("b.csv.gz")));
    }

    [Fact]
    public void The_file_has_the_shape_of_the_ecommerce_set()
    {
        run.Run("burst", "--seed", "7", "--out", run.File("a.csv.gz"));

        var (rows, burst) = (0, 0);
        using var csv = new CsvRows(run.File("a.csv.gz"));
        var (number, signedUp, purchased, label) = (csv.Find("event_no"), csv.Find("signup_time"), csv.Find("purchase_time"), csv.Find("class"));
        while (csv.Read())
        {
            Assert.Equal(++rows, csv.Whole(number));
            Assert.True(csv.Time(purchased) >= csv.Time(signedUp));
            burst += csv.Whole(label);
        }

        Assert.Equal(rows, run.Last.GetProperty("orders").GetInt32());
        Assert.Equal(burst, run.Last.GetProperty("burst").GetInt32());
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_bad_input()
    {
        var code = run.Run("burst", "--seed", "7", "--out", Path.Combine(run.File("none"), "folder", "a.csv.gz"));

        Assert.Equal(2, code);
        Assert.Contains("cannot be written", run.Error, StringComparison.Ordinal);
    }
}
