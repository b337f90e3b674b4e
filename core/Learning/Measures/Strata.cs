namespace MerchantOps.Learning.Measures;

/// <summary>How often a resample holds each positive and each negative, both in the order of the rows.</summary>
internal sealed class Strata(int positives, int negatives)
{
    private readonly DrawsWithReplacement ofPositives = new(positives), ofNegatives = new(negatives);

    public byte[] Positives { get; } = new byte[positives];

    public byte[] Negatives { get; } = new byte[negatives];

    public void Draw(ref SplitMix64 random)
    {
        ofPositives.Draw(ref random, Positives);
        ofNegatives.Draw(ref random, Negatives);
    }
}
