namespace MerchantOps.Learning;

/// <summary>How far a learner is.</summary>
/// <param name="Done">Steps taken (trees, passes, trials).</param>
/// <param name="Of">Steps at most; a learner may stop before.</param>
/// <param name="ValidationLoss">On the validation part, where there is one; smaller is better.</param>
public sealed record LearningProgress(int Done, int Of, double? ValidationLoss);
