using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using MerchantOps.Fraud.Training;

namespace MerchantOps.Evaluation.Fraud;

/// <summary><c>promotion [--nights N] [--seeds N]</c>: how often does the gate promote a challenger that is no better, truly better, truly worse?</summary>
internal static class PromotionCommand
{
    private const int Orders = 60_000, Frauds = 2_500, Large = 600_000;

    private const double Difference = 0.03;

    public static Command Create(TextWriter output)
    {
        var nights = new Option<int>("--nights") { Description = "Nights with a challenger exactly as good as the champion.", DefaultValueFactory = static _ => 200 };
        var seeds = new Option<int>("--seeds") { Description = "Nights with a better one, and with a worse one.", DefaultValueFactory = static _ => 50 };
        var command = new Command("promotion", "Tries the promotion gate on simulated nights whose truth is known.") { nights, seeds };
        command.SetAction((parsed, ct) => Task.FromResult(Run(parsed.GetValue(nights), parsed.GetValue(seeds), output, ct)));
        return command;
    }

    private static int Run(int nights, int seeds, TextWriter output, CancellationToken ct)
    {
        var large = LargeErrorOf(SimulatedNight.SmallError);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"own errors {SimulatedNight.SmallError} and {large:F3}: true average precision {PrecisionOf(SimulatedNight.SmallError):F4} and {PrecisionOf(large):F4}; {Orders} later orders, {Frauds} frauds"));
        Figures.Write(output, new Result(
            nights, Promotions(nights, SimulatedNight.SmallError, SimulatedNight.SmallError, 1_000, ct),
            seeds, Promotions(seeds, large, SimulatedNight.SmallError, 2_000, ct),
            seeds, Promotions(seeds, SimulatedNight.SmallError, large, 3_000, ct)));
        return 0;
    }

    private static int Promotions(int nights, double champion, double challenger, int firstSeed, CancellationToken ct)
    {
        var promotions = 0;
        for (var night = 0; night < nights; night++)
        {
            var evidence = new SimulatedNight(firstSeed + night, Orders, Frauds).Draw(champion, challenger);
            promotions += PromotionGate.Judge(evidence, new PromotionOptions { Seed = firstSeed + night }, ct).Outcome == PromotionOutcome.Promote ? 1 : 0;
        }

        return promotions;
    }

    /// <summary>By bisection: the error that costs <see cref="Difference"/>.</summary>
    private static double LargeErrorOf(double small)
    {
        var wanted = PrecisionOf(small) - Difference;
        var (low, high) = (small, small + 2);
        while (high - low > 0.001)
        {
            var middle = (low + high) / 2;
            (low, high) = PrecisionOf(middle) > wanted ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double PrecisionOf(double error) => new SimulatedNight(7, Large, (int)((long)Large * Frauds / Orders)).PrecisionOf(error);

    private sealed record Result(
        [property: JsonPropertyName("equal")] int Equal,
        [property: JsonPropertyName("equal_promoted")] int EqualPromoted,
        [property: JsonPropertyName("better")] int Better,
        [property: JsonPropertyName("better_promoted")] int BetterPromoted,
        [property: JsonPropertyName("worse")] int Worse,
        [property: JsonPropertyName("worse_promoted")] int WorsePromoted);
}
