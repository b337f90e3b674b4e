using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using MerchantOps.Learning.Measures;
using MerchantOps.Learning.Text;

namespace MerchantOps.Evaluation.Text;

/// <summary><c>text --train F --test F --text COL --label COL [--out-of-scope LABEL]</c>: how well, and how fast, are texts told apart?</summary>
internal static class TextCommand
{
    public static Command Create(TextWriter output)
    {
        var train = new Option<string>("--train") { Description = "CSV to learn from, may be gzipped.", Required = true };
        var test = new Option<string>("--test") { Description = "CSV to judge the model on, may be gzipped.", Required = true };
        var text = new Option<string>("--text") { Description = "The column that holds the text.", Required = true };
        var label = new Option<string>("--label") { Description = "The column that holds the label.", Required = true };
        var outOfScope = new Option<string?>("--out-of-scope") { Description = "The label of texts that have none of the others; it need not occur in training." };
        var command = new Command("text", "Learns labels of texts from one file and judges the model on another.") { train, test, text, label, outOfScope };
        command.SetAction((options, ct) => Task.FromResult(Run(
            LabelledTexts.Read(options.GetValue(train)!, options.GetValue(text)!, options.GetValue(label)!),
            LabelledTexts.Read(options.GetValue(test)!, options.GetValue(text)!, options.GetValue(label)!),
            options.GetValue(outOfScope),
            output,
            ct)));
        return command;
    }

    private static int Run(LabelledTexts train, LabelledTexts test, string? outOfScope, TextWriter output, CancellationToken ct)
    {
        var (model, seconds) = TextSpeed.Learn(train, outOfScope, ct);
        var predictions = test.Texts.Select(text => model.Predict(text)).ToArray();

        var result = Result.Of(test, predictions, outOfScope) with
        {
            Auc = Auc(model, test),
            TrainSeconds = Math.Round(seconds, 3),
            SingleMicroseconds = Math.Round(TextSpeed.MedianMicroseconds(model, test.Texts), 1),
        };
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"calibration error in scope: {CalibrationError(test, predictions, outOfScope):F4}"));
        Figures.Write(output, result);
        return 0;
    }

    /// <summary>By how much the said probability of the best label differs from how often it is right, over texts in scope; 0 of none.</summary>
    private static double CalibrationError(LabelledTexts test, TextPrediction[] predictions, string? outOfScope)
    {
        var inScope = predictions.Zip(test.Labels).Where(p => p.Second != outOfScope).ToList();
        return inScope.Count == 0 ? 0 : ProbabilityMeasures.ExpectedCalibrationError(
            [.. inScope.Select(static p => p.First.Probability)], [.. inScope.Select(static p => p.First.Label == p.Second ? 1f : 0)]);
    }

    /// <summary>Of the label that comes last in ordinal order, as 1 of 0 and 1; null when there are not two.</summary>
    private static double? Auc(TextModel model, LabelledTexts test)
    {
        if (model.Labels.Count != 2)
            return null;

        var probabilities = new double[2];
        var scores = test.Texts.Select(text =>
        {
            model.Predict(text, probabilities);
            return probabilities[1];
        }).ToArray();
        return Math.Round(RankedScores.Of(scores, [.. test.Labels.Select(l => l == model.Labels[1])]).Auc(), 5);
    }

    private sealed record Result(
        [property: JsonPropertyName("accuracy")] double Accuracy,
        [property: JsonPropertyName("in_scope_accuracy")] double? InScopeAccuracy,
        [property: JsonPropertyName("out_of_scope_recall")] double? OutOfScopeRecall)
    {
        [JsonPropertyName("auc")]
        public double? Auc { get; init; }

        [JsonPropertyName("train_s")]
        public double TrainSeconds { get; init; }

        [JsonPropertyName("single_us")]
        public double SingleMicroseconds { get; init; }

        public static Result Of(LabelledTexts test, TextPrediction[] predictions, string? outOfScope)
        {
            var rows = predictions.Zip(test.Labels, (p, label) =>
                (Right: label == (outOfScope is not null && p.IsOutOfScope ? outOfScope : p.Label), InScope: label != outOfScope)).ToList();
            return new Result(
                Share(rows.Select(static r => r.Right))!.Value,
                Share(rows.Where(static r => r.InScope).Select(static r => r.Right)),
                Share(rows.Where(static r => !r.InScope).Select(static r => r.Right)));
        }

        /// <summary>Null of nothing.</summary>
        private static double? Share(IEnumerable<bool> right) =>
            right.Select(static r => r ? 1.0 : 0).Cast<double?>().Average() is { } share ? Math.Round(share, 5) : null;
    }
}
