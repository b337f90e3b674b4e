using System.Text.Json.Serialization;

namespace MerchantOps.Fraud.Signals;

/// <summary>What documents of version 1 tell of an entity: totals, no windows, and members under another hash that cannot be kept.</summary>
public sealed class EarlierSignals
{
    [JsonPropertyName("n")]
    public int Orders { get; set; }

    [JsonPropertyName("x")]
    public int Frauds { get; set; }

    /// <summary>Sum of the amounts, about in dollars.</summary>
    [JsonPropertyName("a")]
    public double Amount { get; set; }

    [JsonPropertyName("f")]
    public long First { get; set; }

    [JsonPropertyName("l")]
    public long Last { get; set; }

    public EntitySignals Convert(EntityKind kind)
    {
        var log = Orders == 0 ? 0 : (long)Math.Round(Math.Log(1 + (Amount / Orders)) * EntitySignals.LogUnit);
        return new EntitySignals(kind)
        {
            Orders = Orders,
            Frauds = Frauds,
            Cents = (long)Math.Round(Amount * 100),
            First = First,
            Last = Last,
            LogSum = log * Orders,
            LogSquares = log * log * Orders,
        };
    }
}
