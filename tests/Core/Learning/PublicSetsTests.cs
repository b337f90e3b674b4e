using MerchantOps.Evaluation.Learning.Sets;

namespace MerchantOps.Tests.Core.Learning;

/// <summary>The features that published figures are over, as this project calculates them.</summary>
public sealed class PublicSetsTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    public void Sums_over_windows_are_those_of_going_through_all_events(long window)
    {
        var random = new Random(1);
        var entities = Enumerable.Range(0, 300).Select(_ => random.Next(7)).ToArray();
        var times = Enumerable.Range(0, 300).Select(_ => (long)random.Next(500)).Order().ToArray();
        var values = Enumerable.Range(0, 300).Select(_ => (float)random.Next(10)).ToArray();

        var (counts, sums) = new EntityHistory(entities, times).Sum(window, values);

        for (var i = 0; i < counts.Length; i++)
        {
            var inside = Enumerable.Range(0, i + 1).Where(k => entities[k] == entities[i] && times[k] > times[i] - window).ToList();
            Assert.Equal((inside.Count, inside.Sum(k => values[k])), ((int)counts[i], sums[i]));
        }
    }

    [Fact]
    public void A_terminal_is_as_risky_as_its_frauds_were_a_week_ago_whatever_came_since()
    {
        var days = new[] { 0.0, 1, 7.5, 9.5, 9.6 };
        var transactions = new HandbookTransactions(
            [.. days.Select(d => (long)(d * 24 * 60 * 60))], [1, 2, 3, 4, 5], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [1, 0, 0, 1, 0]);

        var (features, columns) = HandbookFeatures.Of(transactions);

        var (count, risk) = (columns[Index("TERMINAL_ID_NB_TX_7DAY_WINDOW")], columns[Index("TERMINAL_ID_RISK_7DAY_WINDOW")]);
        Assert.Equal([0, 0, 1, 2, 2], count);
        Assert.Equal([0, 0, 1, 0.5f, 0.5f], risk);

        int Index(string name) => features.Index().Single(f => f.Item.Name == name).Index;
    }

    [Fact]
    public void A_purchase_knows_only_earlier_ones_and_frauds_of_a_week_ago()
    {
        const long Day = 24 * 60;
        var purchases = new EcommercePurchases(
            [], [], [0, 10, 6 * Day, 8 * Day], Devices: [1, 1, 1, 1], Addresses: [-1, 5, 5, 6], Countries: [0, 0, -1, 0], Frauds: [1, 0, 0, 0],
            IsTest: [false, false, false, true], IsLate: new bool[4]);

        var (features, columns) = EcommerceHistory.Of(purchases);

        Assert.Equal([0, 1, 2, 3], Column("device_purchases"));
        Assert.Equal([0, 1, 0, 0], Column("device_purchases_day"));
        Assert.Equal([float.NaN, 10, (6 * Day) - 10, 2 * Day], Column("device_minutes"));
        Assert.Equal([float.NaN, 0, 1, 0], Column("ip_purchases"));
        Assert.Equal([0, 0, 0, 1], Column("device_frauds"));
        Assert.Equal([0, 0, float.NaN, 0.5f], Column("country_risk"));

        float[] Column(string name) => columns[features.Index().Single(f => f.Item.Name == name).Index];
    }

    [SharedDataFact]
    public void The_handbook_has_the_published_numbers_of_rows_and_frauds()
    {
        var sets = HandbookSets.Read(new SetFolder(SharedData.Folder!, "fraud_handbook_sim")).ToList();

        Assert.Equal([(67240, 15), (881661, 15)], sets.Select(s => (s.Train.Rows, s.Train.Features.Count)));
        Assert.Equal([(67080, 568), (58264, 385), (296559, 2669)], sets.SelectMany(s => s.Parts.Select(p => (p.Rows.Length, p.Rows.Count(row => s.Test.Labels[row] == 1)))));
    }

    [SharedDataFact]
    public void The_early_and_the_late_purchases_are_told_apart()
    {
        var sets = EcommerceSets.Read(new SetFolder(SharedData.Folder!, "fraud_ecommerce")).ToList();

        Assert.All(sets, set => Assert.Equal([("early", 6166, 637), ("late", 5247, 226)], set.Parts.Select(p => (p.Name, p.Rows.Length, p.Rows.Count(row => set.Test.Labels[row] == 1)))));
        Assert.All(sets, set => Assert.Equal(28873, set.Train.Rows));
    }
}
