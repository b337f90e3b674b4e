using MerchantOps.Errors;
using MerchantOps.Streaming;
using MerchantOps.Streaming.Embedded;

namespace MerchantOps.Tests.Core.Streaming;

public sealed class LogQueueTests
{
    private static readonly AppendWrite Megabyte = new([new StreamEvent("acme", new byte[1_000_000])], 8);

    private readonly LogQueue _queue = new();
    private readonly List<LogWrite> _group = [];

    [Fact]
    public void Everything_that_waits_is_taken_together_up_to_four_megabytes()
    {
        for (var i = 0; i < 10; i++)
            _queue.Add(Megabyte);

        var sizes = Enumerable.Range(0, 3).Select(_ =>
        {
            _queue.Take(_group, TimeSpan.Zero);
            return _group.Count;
        });

        Assert.Equal([5, 5, 0], sizes);
    }

    [Fact]
    public void A_queue_that_is_too_far_behind_refuses_until_some_has_been_taken()
    {
        for (var i = 0; i < 67; i++)
            _queue.Add(Megabyte);
        Assert.Throws<UnavailableException>(() => _queue.Add(Megabyte));

        _queue.Take(_group, TimeSpan.Zero);

        _queue.Add(Megabyte);
    }

    [Fact]
    public void A_closed_queue_refuses_but_gives_what_it_has()
    {
        _queue.Add(Megabyte);
        _queue.Close();

        Assert.Throws<UnavailableException>(() => _queue.Add(Megabyte));
        Assert.True(_queue.Take(_group, TimeSpan.Zero));
        Assert.Single(_group);
        Assert.False(_queue.Take(_group, TimeSpan.Zero));
    }
}
