using MerchantOps.Access;
using MerchantOps.Errors;
using Microsoft.Extensions.Options;

namespace MerchantOps.Tests.Core.Access;

public sealed class RateLimitsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_burst_passes_and_the_next_call_is_told_when_to_come()
    {
        var limits = Limits(new RateLimitOptions { Visitor = 2, BurstSeconds = 5 });
        TakeMany(limits, "a", 10);

        var refusal = Assert.Throws<TooManyRequestsException>(() => limits.Take(CallerClass.Visitor, "a"));

        Assert.Equal(TimeSpan.FromSeconds(0.5), refusal.RetryAfter);
    }

    [Fact]
    public void Tokens_come_back_with_time_and_never_exceed_the_burst()
    {
        var limits = Limits(new RateLimitOptions { Visitor = 2, BurstSeconds = 5 });
        TakeMany(limits, "a", 10);

        _time.Advance(TimeSpan.FromHours(1));
        TakeMany(limits, "a", 10);

        Assert.Throws<TooManyRequestsException>(() => limits.Take(CallerClass.Visitor, "a"));
    }

    [Fact]
    public void Callers_and_classes_are_limited_apart()
    {
        var limits = Limits(new RateLimitOptions { Visitor = 1, Merchant = 1, BurstSeconds = 1 });
        limits.Take(CallerClass.Visitor, "a");

        limits.Take(CallerClass.Visitor, "b");
        limits.Take(CallerClass.Merchant, "a");

        Assert.Throws<TooManyRequestsException>(() => limits.Take(CallerClass.Visitor, "a"));
    }

    [Fact]
    public void A_rate_of_nothing_switches_the_limit_off() =>
        TakeMany(Limits(new RateLimitOptions { Visitor = 0 }), "a", 10_000);

    [Fact]
    public void Beyond_the_bound_new_callers_share_a_bucket()
    {
        var limits = Limits(new RateLimitOptions { Visitor = 1, BurstSeconds = 1, MaxCallers = 3 });
        foreach (var caller in new[] { "a", "b", "c", "d" })
            limits.Take(CallerClass.Visitor, caller);

        Assert.Throws<TooManyRequestsException>(() => limits.Take(CallerClass.Visitor, "e"));
    }

    [Fact]
    public void Callers_who_stayed_away_make_room_for_new_ones()
    {
        var limits = Limits(new RateLimitOptions { Visitor = 1, BurstSeconds = 1, MaxCallers = 3 });
        foreach (var caller in new[] { "a", "b", "c" })
            limits.Take(CallerClass.Visitor, caller);

        _time.Advance(TimeSpan.FromSeconds(2));
        foreach (var caller in new[] { "d", "e" })
            limits.Take(CallerClass.Visitor, caller);

        Assert.Throws<TooManyRequestsException>(() => limits.Take(CallerClass.Visitor, "d"));
    }

    private RateLimits Limits(RateLimitOptions options) => new(Options.Create(options), _time);

    private static void TakeMany(RateLimits limits, string caller, int count)
    {
        for (var i = 0; i < count; i++)
            limits.Take(CallerClass.Visitor, caller);
    }
}
