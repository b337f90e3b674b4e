using System.Net;
using MerchantOps.Errors;
using Microsoft.Azure.Cosmos;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// The deadline of a call of the port, and within it the retries of each call to the server, each try with its own shorter limit, since
/// the SDK by itself waits for a silent server much longer. Thread-safe.
/// </summary>
internal sealed class CosmosResilience
{
    private const int MaxRetries = 8;

    private readonly ResiliencePipeline _deadline;
    private readonly ResiliencePipeline _retry;
    private readonly TimeSpan _limit;

    public CosmosResilience(TimeSpan deadline, TimeProvider time)
    {
        _limit = deadline;
        _deadline = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(deadline).Build();
        _retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome.Exception)),
                MaxRetryAttempts = MaxRetries,
                Delay = TimeSpan.FromMilliseconds(50),
                MaxDelay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = arguments => ValueTask.FromResult(DelayBefore(arguments)),
            })
            .AddTimeout(deadline / 3)
            .Build();
    }

    /// <exception cref="UnavailableException">The deadline has passed, or the server could not be used within the retries.</exception>
    public async Task<T> WithinDeadlineAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken ct)
    {
        try
        {
            return await _deadline.ExecuteAsync(call, ct);
        }
        catch (TimeoutRejectedException late)
        {
            throw new UnavailableException("store", $"Cosmos DB took longer than {_limit}.", late);
        }
        catch (Exception fault) when (IsTransient(fault))
        {
            throw new UnavailableException("store", $"Cosmos DB cannot be used now: {Reason(fault)}.", fault);
        }
    }

    public ValueTask<T> RetryAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CancellationToken ct) => _retry.ExecuteAsync(attempt, ct);

    /// <summary>
    /// What the server asks for; nothing after a first broken connection, which is mostly an idle one that was closed; else the backoff.
    /// </summary>
    private static TimeSpan? DelayBefore(in RetryDelayGeneratorArguments<object> retry) => retry.Outcome.Exception switch
    {
        CosmosException e => e.RetryAfter,
        HttpRequestException when retry.AttemptNumber == 0 => TimeSpan.Zero,
        _ => null,
    };

    private static bool IsTransient(Exception? fault) => fault switch
    {
        CosmosException e => e.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or HttpStatusCode.TooManyRequests or (HttpStatusCode)449
            or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        HttpRequestException or IOException or TimeoutRejectedException => true,
        _ => false,
    };

    private static string Reason(Exception fault) => fault is CosmosException e ? $"it answered {(int)e.StatusCode}" : "the connection failed";
}
