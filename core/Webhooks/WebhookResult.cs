namespace MerchantOps.Webhooks;

public enum WebhookOutcome
{
    /// <summary>All its events are durable in the stream.</summary>
    Accepted,

    /// <summary>Genuine, and nothing we keep; acknowledged, because platforms disable webhooks that are refused.</summary>
    Ignored,

    /// <summary>The platform tried out the address.</summary>
    Ping,

    /// <summary>Genuine and, at least in part, unreadable: durable in the stream for quarantine, where it can be mended.</summary>
    Quarantined,
}

/// <summary>What became of a genuine webhook.</summary>
/// <param name="Events">How many events were appended.</param>
/// <param name="Code">Why it was ignored or quarantined, in kebab case.</param>
public sealed record WebhookResult(WebhookOutcome Outcome, int Events = 0, string? Code = null, string? Reason = null)
{
    /// <summary>The HTTP status to answer with: 202 for a quarantined body, else 200, which every platform takes.</summary>
    public int Status => Outcome == WebhookOutcome.Quarantined ? 202 : 200;
}
