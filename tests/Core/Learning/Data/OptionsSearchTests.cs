using MerchantOps.Learning;
using MerchantOps.Learning.Data;

namespace MerchantOps.Tests.Core.Learning.Data;

public sealed class OptionsSearchTests
{
    [Fact]
    public void A_planted_optimum_is_found()
    {
        var search = new OptionsSearch(new OptionsSearchOptions { Trials = 243, SmallestBudget = 1.0 / 81 });

        var found = search.Search(Draw, PlantedLoss, null, CancellationToken.None);

        Assert.InRange(found.Best.Rate, 0.03, 0.3);
        Assert.InRange(found.Best.Depth, 5, 7);
    }

    [Fact]
    public void Halving_spends_a_fraction_of_what_trying_all_costs_and_finds_as_good()
    {
        var all = new OptionsSearch(new OptionsSearchOptions { Trials = 81, SmallestBudget = 1 }).Search(Draw, PlantedLoss, null, CancellationToken.None);
        var halved = new OptionsSearch(new OptionsSearchOptions { Trials = 81, SmallestBudget = 1.0 / 27 }).Search(Draw, PlantedLoss, null, CancellationToken.None);

        Assert.Equal(all.Best, halved.Best);
        Assert.Equal(81, all.Trials.Sum(static t => t.Budget), 6);
        Assert.Equal(12, halved.Trials.Sum(static t => t.Budget), 6);
    }

    [Fact]
    public void Each_rung_keeps_the_best_of_the_one_before()
    {
        var found = new OptionsSearch(new OptionsSearchOptions { Trials = 9 }).Search(Draw, PlantedLoss, null, CancellationToken.None);

        var rungs = found.Trials.GroupBy(static t => Math.Round(t.Budget, 6)).ToList();
        Assert.Equal([9, 3, 1], rungs.Select(static r => r.Count()));
        Assert.Equal(1, found.Trials[^1].Budget);
        Assert.Equal(rungs[0].OrderBy(static t => t.Loss).Take(3).Select(static t => t.Options), rungs[1].Select(static t => t.Options));
    }

    [Fact]
    public void The_same_seed_tries_the_same_options()
    {
        int[] seeds = [7, 7, 8];
        var runs = seeds.Select(seed => new OptionsSearch(new OptionsSearchOptions { Seed = seed }).Search(Draw, PlantedLoss, null, CancellationToken.None)).ToList();

        Assert.Equal(runs[0].Trials, runs[1].Trials);
        Assert.NotEqual(runs[0].Trials, runs[2].Trials);
    }

    [Fact]
    public void A_loss_that_is_no_number_never_wins()
    {
        var found = new OptionsSearch(new OptionsSearchOptions { Trials = 12, SmallestBudget = 1 })
            .Search(static random => (double)random.Next(), static (n, _, _) => n % 2 == 0 ? double.NaN : n, null, CancellationToken.None);

        Assert.Equal(found.Trials.Where(static t => !double.IsNaN(t.Loss)).Min(static t => t.Loss), found.Best);
    }

    [Fact]
    public void Progress_counts_every_trial()
    {
        var reports = new Reports();

        new OptionsSearch(new OptionsSearchOptions { Trials = 9 }).Search(Draw, PlantedLoss, reports, CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 13), reports.Select(static r => r.Done));
        Assert.All(reports, static r => Assert.Equal(13, r.Of));
    }

    [Fact]
    public void It_stops_between_two_trials()
    {
        using var source = new CancellationTokenSource();
        var tried = 0;

        Assert.Throws<OperationCanceledException>(() => new OptionsSearch(new OptionsSearchOptions()).Search(Draw, Tried, null, source.Token));
        Assert.Equal(3, tried);

        double Tried(Planted options, double budget, CancellationToken ct)
        {
            if (++tried == 3)
                source.Cancel();
            return 0;
        }
    }

    [Fact]
    public void Draws_stay_in_their_range_and_reach_every_order_of_magnitude()
    {
        var random = new Random(4);

        var draws = Enumerable.Range(0, 3000).Select(_ => random.LogUniform(0.001, 1)).ToList();

        Assert.All(draws, static d => Assert.InRange(d, 0.001, 1));
        Assert.InRange(draws.Count(static d => d < 0.01), 850, 1150);
        Assert.Throws<ArgumentException>(() => random.LogUniform(0, 1));
        Assert.Equal(3, Enumerable.Range(0, 100).Select(_ => random.OneOf(1, 2, 3)).Distinct().Count());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new OptionsSearch(new OptionsSearchOptions { Trials = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => new OptionsSearch(new OptionsSearchOptions { Reduction = 1 }));
        Assert.ThrowsAny<ArgumentException>(() => new OptionsSearch(new OptionsSearchOptions { SmallestBudget = 0 }));
    }

    private static Planted Draw(Random random) => new(random.LogUniform(0.001, 10), random.Next(1, 12));

    /// <summary>Least at a rate of 0.1 and a depth of 6; a small budget shows it less clearly.</summary>
    private static double PlantedLoss(Planted options, double budget, CancellationToken ct) =>
        (Math.Pow(Math.Log10(options.Rate) + 1, 2) + Math.Pow((options.Depth - 6) / 5.0, 2)) * (1 + Math.Log(1 / budget)) + (0.1 / budget);

    private sealed record Planted(double Rate, int Depth);

    private sealed class Reports : List<LearningProgress>, IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) => Add(value);
    }
}
