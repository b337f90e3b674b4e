using MerchantOps.Fraud.Signals;
namespace MerchantOps.Fraud.Training;

/// <summary>What a model is called, what it was trained with, and where good orders lie on its scale. Immutable.</summary>
/// <param name="Version">Sortable by time of training.</param>
/// <param name="FeatureVersion">Of <see cref="OrderFeatures"/>.</param>
/// <param name="Width">How many features there were.</param>
/// <param name="ReviewAt">The probability that 2 % of good later orders exceeded.</param>
/// <param name="DeclineAt">The probability that 0.3 % of good later orders exceeded, 0.3 at least.</param>
internal sealed record FraudModelIdentity(string Version, int FeatureVersion, int Width, double ReviewAt, double DeclineAt)
{
    public static FraudModelIdentity Read(BinaryReader payload) =>
        new(payload.ReadString(), payload.ReadInt32(), payload.ReadInt32(), payload.ReadDouble(), payload.ReadDouble());

    public void Write(BinaryWriter payload)
    {
        payload.Write(Version);
        payload.Write(FeatureVersion);
        payload.Write(Width);
        payload.Write(ReviewAt);
        payload.Write(DeclineAt);
    }
}
