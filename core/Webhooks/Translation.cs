using MerchantOps.Events;

namespace MerchantOps.Webhooks;

/// <summary>What a platform's body means in canonical events. A batch may yield both events and refusals.</summary>
public sealed record Translation(IReadOnlyList<CloudEvent> Events, IReadOnlyList<Refusal> Refusals)
{
    public static Translation Of(params IReadOnlyList<CloudEvent> events) => new(events, []);

    /// <summary>Genuine and readable, but nothing we keep.</summary>
    public static Translation Unsupported(string code, string reason) => new([], [new Refusal(RefusalKind.Unsupported, code, reason, default)]);

    /// <summary>Something we keep, but unreadable or without what it needs: it must not be lost.</summary>
    public static Translation Broken(string code, string reason, ReadOnlyMemory<byte> body) => new([], [new Refusal(RefusalKind.Broken, code, reason, body)]);
}

public enum RefusalKind
{
    Unsupported,
    Broken,

    /// <summary>It speaks of another merchant or shop than the one whose secret signed it.</summary>
    Foreign,
}

/// <param name="Code">Stable, in kebab case.</param>
/// <param name="Reason">For people; names the field, never its value.</param>
/// <param name="Body">What was refused: the body, or the one event of a batch.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Reason, ReadOnlyMemory<byte> Body);
