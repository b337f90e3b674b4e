using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>
/// How sending resists faults, from the outside in: retry with growing, jittered waits or as long as the service asks for; a circuit
/// breaker, so that a service in trouble is left alone and callers learn it at once; a time limit for each attempt.
/// </summary>
internal static class HubPipeline
{
    /// <summary>A service that asks for a longer pause is not waited for: the sender is told to come again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static ResiliencePipeline<HubReply> Build(TimeSpan attemptTimeout, TimeProvider time) =>
        new ResiliencePipelineBuilder<HubReply> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HubReply>
            {
                ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome) && !(args.Outcome.Result?.RetryAfter > LongestWait)),
                MaxRetryAttempts = 5,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = LongestWait,
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HubReply>
            {
                ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome)),
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(10),
            })
            .AddTimeout(attemptTimeout)
            .Build();

    /// <summary>An open circuit is not: its purpose is to fail at once.</summary>
    private static bool IsTransient(Outcome<HubReply> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException || outcome.Result is { IsTransient: true };
}
