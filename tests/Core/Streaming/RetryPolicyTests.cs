using MerchantOps.Streaming;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Intervals_double_from_the_minimum_to_the_maximum()
    {
        var policy = RetryPolicy.ExponentialBackoff(-1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15));

        var delays = Enumerable.Range(1, 6).Select(policy.DelayAfter);

        Assert.Equal([2, 4, 8, 15, 15, 15], delays.Select(delay => delay.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(15), policy.DelayAfter(int.MaxValue));
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    [InlineData(-1, int.MaxValue, true)]
    public void Retries_end_after_their_count_and_minus_one_is_for_ever(int maxRetryCount, int failures, bool allowed) =>
        Assert.Equal(allowed, RetryPolicy.FixedDelay(maxRetryCount, TimeSpan.Zero).Allows(failures));
}
