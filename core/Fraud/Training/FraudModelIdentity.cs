using MerchantOps.Fraud.Signals;

namespace MerchantOps.Fraud.Training;

/// <summary>What a model is called and what it was trained with. Immutable.</summary>
/// <param name="Version">Sortable by time of training.</param>
/// <param name="FeatureVersion">Of <see cref="OrderFeatures"/>.</param>
/// <param name="Width">How many features there were.</param>
internal sealed record FraudModelIdentity(string Version, int FeatureVersion, int Width)
{
    public static FraudModelIdentity Read(BinaryReader payload) => new(payload.ReadString(), payload.ReadInt32(), payload.ReadInt32());

    public void Write(BinaryWriter payload)
    {
        payload.Write(Version);
        payload.Write(FeatureVersion);
        payload.Write(Width);
    }
}
