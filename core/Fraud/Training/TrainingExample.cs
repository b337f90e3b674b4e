using System.Runtime.InteropServices;
using System.Text;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;

namespace MerchantOps.Fraud.Training;

/// <summary>A decided order as collected for training.</summary>
/// <param name="Key">Stands for the order: the same in every run.</param>
/// <param name="Verdict">Whether somebody has said what it was; else only time tells that it was good.</param>
/// <param name="Rules">What the rules scored; NaN when a model had a say.</param>
internal readonly record struct TrainingExample(ulong Key, DateTimeOffset At, bool Fraud, bool Verdict, float Weight, float Rules, float[] Features)
{
    /// <summary>
    /// Null for what teaches nothing: test orders, fake ones, features of another version, and orders that were stopped and never judged, for nobody
    /// knows what they would have become.
    /// </summary>
    public static TrainingExample? Of(OrderRecord record)
    {
        if (record.Decision is not { } decision || OrderFeatures.Restore(decision.FeatureVersion, decision.Features) is not { } features || record.ReadOrder() is not { Test: false } order)
            return null;
        if (record.Fake || (decision.Outcome != Outcome.Approve && record.Label is null))
            return null;

        var rules = decision.Model is null ? (float)decision.Score : float.NaN;
        var weight = (float)(1 / (decision.ControlShare ?? 1));
        return new TrainingExample(KeyOf(record), order.PlacedAt, record.Label?.Fraud == true, record.Label is not null, weight, rules, features.Values);
    }

    public static TrainingExample Read(BinaryReader from, int width)
    {
        var (key, ticks, flags) = (from.ReadUInt64(), from.ReadInt64(), from.ReadByte());
        var (weight, rules, features) = (from.ReadSingle(), from.ReadSingle(), new float[width]);
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(features.AsSpan()));
        return new TrainingExample(key, new DateTimeOffset(ticks, TimeSpan.Zero), (flags & 1) != 0, (flags & 2) != 0, weight, rules, features);
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Key);
        to.Write(At.UtcTicks);
        to.Write((byte)((Fraud ? 1 : 0) | (Verdict ? 2 : 0)));
        to.Write(Weight);
        to.Write(Rules);
        to.Write(MemoryMarshal.AsBytes<float>(Features));
    }

    private static ulong KeyOf(OrderRecord record)
    {
        // FNV-1a, 64 bits: stable everywhere, and spread well enough to draw by.
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var b in Encoding.UTF8.GetBytes($"{record.Merchant}|{record.Id}"))
            hash = unchecked((hash ^ b) * 1_099_511_628_211UL);
        return new Learning.SplitMix64(hash).Next();
    }
}
