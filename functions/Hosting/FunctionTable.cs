using MerchantOps.Streaming;

namespace MerchantOps.Functions.Hosting;

/// <summary>Handles one batch of the event stream. A throw means that the whole batch is to come again.</summary>
internal delegate Task EventDoor(EventBatch batch, IServiceProvider services, CancellationToken ct);

/// <summary>Does what a timer is for. A throw is logged; the next tick comes as scheduled.</summary>
internal delegate Task TimerDoor(TimerTick tick, IServiceProvider services, CancellationToken ct);

/// <param name="IsPastDue">It should have fired earlier.</param>
/// <param name="At">Now, UTC.</param>
internal sealed record TimerTick(bool IsPastDue, DateTimeOffset At);

/// <summary>Whom a route expects, and so how a call is proven and limited.</summary>
internal enum CallerKind
{
    /// <summary>A shop platform: the door checks its signature. <c>authLevel</c> anonymous.</summary>
    Platform,

    /// <summary>Anyone, with credentials or without: <c>core</c> decides who may see what. <c>authLevel</c> anonymous.</summary>
    Anyone,

    /// <summary>An operator; in Azure the host has checked the key. <c>authLevel</c> function.</summary>
    Operator,
}

/// <param name="Route">The whole route, as in function.json.</param>
internal sealed record HttpFunction(string Name, string Method, string Route, CallerKind Caller, RequestDelegate Door);

internal sealed record EventFunction(string Name, EventDoor Door);

internal sealed record TimerFunction(string Name, TimerDoor Door);

/// <summary>Every function with its door, kept by hand. Tests hold it against the folders and their function.json.</summary>
internal sealed partial record FunctionTable(
    IReadOnlyList<HttpFunction> Http, IReadOnlyList<EventFunction> Events, IReadOnlyList<TimerFunction> Timers)
{
    public IEnumerable<string> Names => [.. Http.Select(f => f.Name), .. Events.Select(f => f.Name), .. Timers.Select(f => f.Name)];
}
