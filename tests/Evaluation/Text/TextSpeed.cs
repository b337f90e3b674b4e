using System.Diagnostics;
using MerchantOps.Evaluation.Learning;
using MerchantOps.Learning.Text;

namespace MerchantOps.Evaluation.Text;

/// <summary>How fast texts are learned and told apart.</summary>
internal static class TextSpeed
{
    private const int Repetitions = 3, SingleTexts = 1_000;
    private const double WarmUpSeconds = 0.3;

    /// <returns>The model, and the median of three fits after one that warms up.</returns>
    public static (TextModel Model, double Seconds) Learn(LabelledTexts train, string? outOfScope, CancellationToken ct)
    {
        try
        {
            var learner = new TextLearner(new TextLearnerOptions { OutOfScopeLabel = outOfScope });
            var model = learner.Learn(train.Texts, train.Labels, null, ct);
            return (model, Clock.MedianSeconds(Repetitions, () => model = learner.Learn(train.Texts, train.Labels, null, ct)));
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message);
        }
    }

    /// <summary>Of one text at a time; median over texts, each timed alone.</summary>
    public static double MedianMicroseconds(TextModel model, IReadOnlyList<string> texts)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds;)
            foreach (var text in texts.Take(SingleTexts))
                model.Predict(text);

        return 1e6 * Clock.Median([.. texts.Take(SingleTexts).Select(text => Clock.Seconds(() => model.Predict(text)))]);
    }
}
