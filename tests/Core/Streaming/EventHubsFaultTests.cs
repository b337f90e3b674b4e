using System.Net;
using MerchantOps.Errors;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class EventHubsFaultTests : EventHubsSuite
{
    [Fact]
    public async Task A_throttling_service_is_left_alone_for_as_long_as_it_asks()
    {
        Server.Fail(HttpStatusCode.TooManyRequests, retryAfter: "7");
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await Time.UntilAwaitedAsync(7 * Second);
        Time.Advance(7 * Second - TimeSpan.FromTicks(1));
        Assert.Equal(1, Server.Requests);
        Time.Advance(TimeSpan.FromTicks(1));

        await appending;
        Assert.Equal(["1"], Server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_service_that_asks_for_a_long_pause_makes_the_sender_come_again()
    {
        Server.Fail(HttpStatusCode.ServiceUnavailable, retryAfter: "3600");

        await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(Publisher(), ("acme", "1")));

        Assert.Equal(1, Server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_fault_of_the_service_is_tried_again(HttpStatusCode status)
    {
        Server.Fail(status);
        Server.Fail(status);
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await Time.AdvanceOnceAwaitedAsync(10 * Second);
        await Time.AdvanceOnceAwaitedAsync(10 * Second);

        await appending;
        Assert.Equal(["1"], Server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_dropped_connection_is_tried_again()
    {
        Server.Faults.Enqueue(context =>
        {
            context.Abort();
            return Task.FromResult(true);
        });
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await Time.AdvanceOnceAwaitedAsync(10 * Second);

        await appending;
        Assert.Equal(["1"], Server.TextsOf("acme"));
    }

    [Fact]
    public async Task An_attempt_without_an_answer_is_given_up_and_tried_again()
    {
        var asked = new TaskCompletionSource();
        Server.Faults.Enqueue(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        });
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await asked.Task;
        Time.Advance(12 * Second);
        await Time.AdvanceOnceAwaitedAsync(10 * Second);

        await appending;
        Assert.Equal(["1"], Server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_unavailable_and_then_left_alone()
    {
        for (var i = 0; i < 100; i++)
            Server.Fail(HttpStatusCode.ServiceUnavailable, retryAfter: "0");
        var publisher = Publisher();
        for (var i = 0; i < 4; i++)
            await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(publisher, ("acme", "1")));
        var requests = Server.Requests;

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(publisher, ("acme", "1")));

        Assert.Contains("left alone", fault.Message, StringComparison.Ordinal);
        Assert.Equal(requests, Server.Requests);
    }

    [Fact]
    public async Task A_service_that_was_left_alone_is_tried_again_after_the_break()
    {
        for (var i = 0; i < 20; i++)
            Server.Fail(HttpStatusCode.ServiceUnavailable, retryAfter: "0");
        var publisher = Publisher();
        for (var i = 0; i < 4; i++)
            await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(publisher, ("acme", "1")));

        Time.Advance(11 * Second);
        await AppendAsync(publisher, ("acme", "2"));

        Assert.Equal(["2"], Server.TextsOf("acme"));
    }

    [Fact]
    public async Task A_wrong_key_is_unavailable_with_what_to_check_and_is_not_tried_again()
    {
        Options.SasKey = "d3Jvbmc=";

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(Publisher(), ("acme", "1")));

        Assert.Contains("SasKey", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, Server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Data Sender")]
    [InlineData(HttpStatusCode.NotFound, "Stream:Hub")]
    public async Task A_misconfiguration_is_unavailable_with_what_to_check(HttpStatusCode status, string hint)
    {
        Server.Fail(status);

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => AppendAsync(Publisher(), ("acme", "1")));

        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_unavailable_after_the_retries()
    {
        await Server.DisposeAsync();
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        for (var i = 0; i < 5; i++)
            await Time.AdvanceOnceAwaitedAsync(10 * Second);

        await Assert.ThrowsAsync<UnavailableException>(() => appending);
    }

    [Fact]
    public async Task A_call_ends_at_its_deadline()
    {
        Stream.Deadline = 3 * Second;
        Server.Fail(HttpStatusCode.TooManyRequests, retryAfter: "5");
        var appending = AppendAsync(Publisher(), ("acme", "1"));

        await Time.AdvanceOnceAwaitedAsync(3 * Second);

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => appending);
        Assert.Contains("within", fault.Message, StringComparison.Ordinal);
    }
}
