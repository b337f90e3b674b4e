namespace MerchantOps.Learning.Measures;

/// <summary>A measure with the range its true value lies in, at the level of confidence asked for. Immutable.</summary>
public readonly record struct Interval(double Estimate, double StandardError, double Low, double High);

/// <summary>How much a measure of the first ranking is above that of the second on the same rows. Immutable.</summary>
/// <param name="PValue">How probable a difference of this size is, either way, were there none in truth.</param>
public readonly record struct Difference(double Estimate, double StandardError, double Low, double High, double PValue);
