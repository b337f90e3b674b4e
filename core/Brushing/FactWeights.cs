namespace MerchantOps.Brushing;

/// <summary>
/// How much each answer speaks for brushing: the log of how much more often brushing orders give it than honest ones, by the shares
/// seen in the window, which count beside the assumed ones. Immutable.
/// </summary>
internal sealed class FactWeights
{
    /// <summary>The assumed shares count as many orders.</summary>
    private const double HonestPrior = 100, BrushingPrior = 300;

    private const double Least = -2.5, Most = 3.5;

    /// <summary>What part of a topic's other facts is news.</summary>
    private const double SameAgain = 0.35;

    /// <summary>A class that buys its book shares place and time and is no ring, so these alone are not enough.</summary>
    private const double MostCircumstances = 1.5;

    private readonly double[][] weights;

    private FactWeights(double[][] weights) => this.weights = weights;

    /// <summary>By the assumed shares alone: before anything is believed, those of the window would mix both kinds.</summary>
    public static FactWeights Assumed { get; } = Of([.. BrushingFact.All.Select(static _ => Array.Empty<byte>())], []);

    /// <param name="answers">By fact and order.</param>
    /// <param name="beliefs">Probability of each order to be brushing.</param>
    public static FactWeights Of(byte[][] answers, double[] beliefs)
    {
        var weights = new double[answers.Length][];
        for (var f = 0; f < answers.Length; f++)
        {
            var fact = BrushingFact.All[f];
            double[] honest = [.. fact.Honest.Select(static s => s * HonestPrior)], brushing = [.. fact.Brushing.Select(static s => s * BrushingPrior)];
            for (var i = 0; i < beliefs.Length; i++)
                if (answers[f][i] is not BrushingFact.Unknown and var answer)
                {
                    honest[answer] += 1 - beliefs[i];
                    brushing[answer] += beliefs[i];
                }

            var (all, fake) = (honest.Sum(), brushing.Sum());
            weights[f] = [.. honest.Select((h, a) => Math.Clamp(Math.Log(brushing[a] / fake / (h / all)), Least, Most))];
        }

        return new FactWeights(weights);
    }

    /// <summary>Of one fact of one order; 0 when it does not tell.</summary>
    public double Of(byte[][] answers, int fact, int order) => answers[fact][order] is not BrushingFact.Unknown and var answer ? weights[fact][answer] : 0;

    /// <summary>Of all facts of one order.</summary>
    public double Sum(byte[][] answers, int order)
    {
        var circumstances = 0.0;
        var sum = 0.0;
        for (int from = 0, to; from < answers.Length; from = to)
        {
            var (strongest, all) = (double.NegativeInfinity, 0.0);
            for (to = from; to < answers.Length && BrushingFact.All[to].Topic == BrushingFact.All[from].Topic; to++)
                if (answers[to][order] != BrushingFact.Unknown)
                    (strongest, all) = (Math.Max(strongest, Of(answers, to, order)), all + Of(answers, to, order));
            if (double.IsInfinity(strongest))
                continue;
            var told = strongest + (SameAgain * (all - strongest));
            if (BrushingFact.All[from].Topic is FactTopic.Place or FactTopic.Arrival)
                circumstances += told;
            else
                sum += told;
        }

        return sum + Math.Min(MostCircumstances, circumstances);
    }
}
