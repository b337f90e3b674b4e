namespace MerchantOps.Fraud.Training;

/// <summary>What two models made of the same later orders, which neither had learned from. All arrays have one value per order.</summary>
/// <param name="Challenger">Its probabilities.</param>
/// <param name="Champion">Its probabilities; null when there is none.</param>
/// <param name="Rules">What the rules alone scored, for when there is no champion; null when unknown.</param>
/// <param name="Labels">1 for fraud, else 0.</param>
/// <param name="Weights">What each order counts; empty for 1 each.</param>
/// <param name="Groups">Which must not fare worse.</param>
/// <param name="Microseconds">Mean time of a prediction of the challenger.</param>
public sealed record PromotionEvidence(
    double[] Challenger, double[]? Champion, double[]? Rules, float[] Labels, float[] Weights, IReadOnlyList<GuardedGroup> Groups, double Microseconds);

/// <summary>Orders that a better model overall must not treat worse.</summary>
/// <param name="Name">Such as <c>guests</c>.</param>
/// <param name="Members">One per order.</param>
public sealed record GuardedGroup(string Name, bool[] Members);
