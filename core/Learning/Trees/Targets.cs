namespace MerchantOps.Learning.Trees;

/// <summary>What is learned for each row.</summary>
/// <param name="Weights">Of rows and their classes together; empty when all count 1.</param>
internal sealed record Targets(float[] Labels, float[] Weights);
