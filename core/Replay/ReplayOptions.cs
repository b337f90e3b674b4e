using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Replay;

/// <summary>How a data set is spread over shops and when its labels arrive.</summary>
public sealed record ReplayOptions
{
    /// <summary>Over how many merchants the orders are spread.</summary>
    [Range(1, 5_000)]
    public int Merchants { get; init; } = 50;

    /// <summary>How long after a fraudulent order its chargeback comes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan LabelDelay { get; init; } = TimeSpan.FromDays(7);

    internal ReplayOptions Validated()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        return this;
    }
}
