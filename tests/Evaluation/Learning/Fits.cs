namespace MerchantOps.Evaluation.Learning;

/// <summary>The learners that can be judged.</summary>
internal static class Fits
{
    public const string Trees = "trees";
    public const string Logistic = "logistic";

    /// <param name="trees">Null, as <paramref name="depth"/>, for the learner's own default; other learners have neither.</param>
    /// <exception cref="BadInputException">A number is out of the learner's range.</exception>
    public static Fit Of(string model, int? trees, int? depth)
    {
        try
        {
            return model == Trees ? TreesScorer.Fit(trees, depth) : LogisticScorer.Fit();
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message);
        }
    }
}
