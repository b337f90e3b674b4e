namespace MerchantOps.Learning.Text;

/// <summary>What a text is about.</summary>
/// <param name="Label">The likeliest of the labels in scope, also for a text out of scope: a guess to ask back with.</param>
/// <param name="Probability">That this label is right, 0 to 1.</param>
/// <param name="Confidence">Compared with the model's threshold; higher for texts like those learned from, without a unit.</param>
/// <param name="IsOutOfScope">Too unlike the examples to be given a label.</param>
public readonly record struct TextPrediction(string Label, double Probability, double Confidence, bool IsOutOfScope);
