using System.Text.Json.Serialization;
using MerchantOps.Errors;
using MerchantOps.Orders;

namespace MerchantOps.Reviews;

/// <summary>Somebody objects to how an order was decided or labelled, the data of <c>order.appealed</c>.</summary>
/// <param name="Order">The platform's own id of the order.</param>
/// <param name="By">Who appeals, such as <c>buyer/acme/main/c1</c>, <c>merchant/acme</c> or an operator's name.</param>
/// <param name="Text">What they say, 1 to 4,000 characters.</param>
public sealed record OrderAppeal(string Order, string By, DateTimeOffset At, string Text) : IOrderAct
{
    public const int MaxText = 4_000;

    /// <exception cref="InvalidInputException">A field is missing or too long; the message names it.</exception>
    public void Validate()
    {
        if (By is not { Length: > 0 and <= 300 })
            throw new InvalidInputException("invalid-appellant", "An appeal needs who appeals, 1 to 300 characters.");
        if (string.IsNullOrWhiteSpace(Text) || Text.Length > MaxText)
            throw new InvalidInputException("invalid-text", $"An appeal needs a text of 1 to {MaxText} characters.");
    }
}

/// <summary>An appeal as it stands. It is decided by the next verdict that releases or stops the order.</summary>
public sealed record RecordedAppeal(string By, DateTimeOffset At, string Text, AppealState State = AppealState.Open, string? DecidedBy = null, DateTimeOffset? DecidedAt = null);

[JsonConverter(typeof(JsonStringEnumConverter<AppealState>))]
public enum AppealState
{
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>The order was released and is labelled good.</summary>
    [JsonStringEnumMemberName("granted")]
    Granted,

    [JsonStringEnumMemberName("denied")]
    Denied,
}
