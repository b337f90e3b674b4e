using MerchantOps.Fraud;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>One order of the replay.</summary>
internal sealed class ReplayedRow(string id, DateTimeOffset at, string? part, string card, float[] features)
{
    public string Id => id;

    public DateTimeOffset At => at;

    /// <summary>Of an order to be scored; null for history.</summary>
    public string? Part => part;

    /// <summary>Who paid.</summary>
    public string Card => card;

    public float[] Features { get; set; } = features;

    /// <summary>Set when the label arrived.</summary>
    public bool Fraud { get; set; }

    public double Score { get; set; }

    public Outcome Outcome { get; set; }

    public bool Control { get; set; }
}
