using System.CommandLine;
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
        Figures.Write(output, result);
        return 0;
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
            var right = predictions.Select((p, i) => (Right: (outOfScope is not null && p.IsOutOfScope ? outOfScope : p.Label) == test.Labels[i], InScope: test.Labels[i] != outOfScope)).ToList();
            return new Result(
                Share(right.Select(r => r.Right)) ?? 0, Share(right.Where(r => r.InScope).Select(r => r.Right)), Share(right.Where(r => !r.InScope).Select(r => r.Right)));
        }

        private static double? Share(IEnumerable<bool> right) => right.Select(static r => r ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average() is var share && double.IsNaN(share) ? null : Math.Round(share, 5);
    }
}
