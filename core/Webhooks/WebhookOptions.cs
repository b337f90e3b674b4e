using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Webhooks;

/// <summary>Bound from the section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>How far a signed time may be from ours, to either side (Stripe and Standard Webhooks).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);
}
