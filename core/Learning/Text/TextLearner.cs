using MerchantOps.Learning.Linear;

namespace MerchantOps.Learning.Text;

/// <summary>
/// Learns to tell what short texts are about: intents of questions, categories of titles, kinds of messages, in any language. Linear
/// support vector machines over hashed n-grams of words and characters, the strongest of the plain baselines (Wang and Manning 2012,
/// "Baselines and Bigrams"), with probabilities calibrated and a threshold of what is out of scope, both by cross-validation inside. Not
/// for meaning that no words share, nor for texts whose order matters beyond neighbouring words. Costs some 200 n-grams per sentence ×
/// classes / 8 × passes, twice for thousands of examples and six times for fewer; memory for 4 bytes per n-gram and class, and per example and class. The same options and examples
/// give the same model whatever the number of threads. Thread-safe.
/// </summary>
public sealed class TextLearner
{
    private const int Folds = 5;

    /// <summary>Texts that are enough to calibrate by; no more folds are held out than these need.</summary>
    private const int EnoughHeldOut = 2_000;

    private readonly TextLearnerOptions options;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public TextLearner(TextLearnerOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <param name="labels">One per text; two different ones at least, besides the one for out of scope.</param>
    /// <param name="progress">Counts blocks of classes learned; told by any thread.</param>
    /// <exception cref="ArgumentException">Lengths differ, or there are less than two classes, or more than an array has room for.</exception>
    public TextModel Learn(IReadOnlyList<string> texts, IReadOnlyList<string> labels, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        if (texts.Count != labels.Count)
            throw new ArgumentException($"There are {texts.Count} texts and {labels.Count} labels.", nameof(labels));
        string[] names = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var outOfScope = options.OutOfScopeLabel is { } label ? Array.IndexOf(names, label) : -1;
        if (names.Length - (outOfScope < 0 ? 0 : 1) < 2)
            throw new ArgumentException("There must be two different labels at least.", nameof(labels));

        var vectorizer = TextVectorizer.Learn(texts, new NgramHasher(options.Bits), options.Threads, ct);
        var rows = vectorizer.Rows(texts, options.Threads, ct);
        var classOf = names.Select(static (name, k) => (name, k)).ToDictionary(static c => c.name, static c => c.k, StringComparer.Ordinal);
        var task = new LabelledRows(rows, [.. labels.Select(l => classOf[l])], names.Length, outOfScope);
        var blockDone = Counter(progress, (FoldsToHoldOut(rows.Rows) + 1) * ClassWeights.StrideOf(names.Length) / ClassWeights.Lanes);

        var heldOut = HoldOut(task, blockDone, ct);
        var weights = Fit(task, [.. Enumerable.Range(0, rows.Rows)], blockDone, ct);
        weights.RoundToHalf();
        return new TextModel(names, outOfScope, vectorizer, weights, MarginCalibration.Fit(heldOut, ct), heldOut.Threshold(options.OutOfScopeLoss));
    }

    private static int FoldsToHoldOut(int rows) => Math.Clamp((int)Math.Ceiling((double)EnoughHeldOut * Folds / rows), 1, Folds);

    private static Action Counter(IProgress<LearningProgress>? progress, int of)
    {
        var done = 0;
        return () => progress?.Report(new LearningProgress(Interlocked.Increment(ref done), of, null));
    }

    /// <summary>
    /// Examples of a class that stand together are held out together: neighbours are often variants of one another, and held out one by
    /// one they would look easier than what comes after training.
    /// </summary>
    private static int[] FoldOfRows(LabelledRows task)
    {
        var sizes = new int[task.Classes];
        foreach (var k in task.Labels)
            sizes[k]++;
        var (seen, folds) = (new int[task.Classes], new int[task.Labels.Length]);
        for (var row = 0; row < folds.Length; row++)
            folds[row] = (int)((long)seen[task.Labels[row]]++ * Folds / sizes[task.Labels[row]]);
        return folds;
    }

    private HeldOutMargins HoldOut(LabelledRows task, Action blockDone, CancellationToken ct)
    {
        var folds = FoldOfRows(task);
        var heldOut = new HeldOutMargins(task.Classes, task.OutOfScope);
        for (var fold = 0; fold < FoldsToHoldOut(folds.Length); fold++)
        {
            var weights = Fit(task, [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] != fold)], blockDone, ct);
            var scores = new float[weights.Stride];
            for (var row = Array.IndexOf(folds, fold); row >= 0; row = Array.IndexOf(folds, fold, row + 1))
            {
                weights.Score(task.Rows.ColumnsOf(row), task.Rows.ValuesOf(row), scores);
                heldOut.Add(task.Labels[row], scores.AsSpan(0, task.Classes));
            }
        }

        return heldOut;
    }

    private ClassWeights Fit(LabelledRows task, int[] chosen, Action blockDone, CancellationToken ct) =>
        new OneVsRestSvm((float)options.C, options.Passes, options.Seed, options.Threads).Learn(task.Rows, chosen, task.Labels, task.Classes, blockDone, ct);

    private sealed record LabelledRows(SparseRows Rows, int[] Labels, int Classes, int OutOfScope);
}
