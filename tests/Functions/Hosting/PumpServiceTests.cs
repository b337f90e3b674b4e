using System.Text;
using System.Threading.Channels;
using MerchantOps.Functions.Hosting;
using MerchantOps.Streaming;
using MerchantOps.Tests.Core;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>The embedded log pumped into a batch function, as the Functions host would do it with an event hub.</summary>
public sealed class PumpServiceTests : IDisposable
{
    private readonly ScriptRoot _root = new();
    private readonly ManualTime _time = new();
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private int _failures;

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_appended_comes_to_the_function_in_either_mode(bool handler)
    {
        await using var app = await StartAsync(handler, """{"strategy":"fixedDelay","maxRetryCount":-1,"delayInterval":"00:00:10"}""");

        await AppendAsync(app, "one");

        Assert.Equal("one", await _seen.Reader.ReadAsync());
    }

    [Fact]
    public async Task A_failed_batch_comes_again_after_the_delay_of_function_json()
    {
        _failures = 2;
        await using var app = await StartAsync(false, """{"strategy":"exponentialBackoff","maxRetryCount":-1,"minimumInterval":"00:00:10","maximumInterval":"00:01:00"}""");
        await AppendAsync(app, "one");
        Assert.Equal("one failed", await _seen.Reader.ReadAsync());

        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("one failed", await _seen.Reader.ReadAsync());
        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("one", await _seen.Reader.ReadAsync());
    }

    [Fact]
    public async Task The_checkpoint_moves_on_after_a_failed_batch_whose_retries_are_used_up()
    {
        _failures = 2;
        await using var app = await StartAsync(false, """{"strategy":"fixedDelay","maxRetryCount":1,"delayInterval":"00:00:10"}""");
        await AppendAsync(app, "one");
        Assert.Equal("one failed", await _seen.Reader.ReadAsync());
        await _time.AdvanceOnceAwaitedAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("one failed", await _seen.Reader.ReadAsync());

        await AppendAsync(app, "two");

        Assert.Equal("two", await _seen.Reader.ReadAsync());
    }

    private static Task AppendAsync(RunningApp app, string body) =>
        app.Services.GetRequiredService<IEventStream>().AppendAsync([new StreamEvent("acme", Encoding.UTF8.GetBytes(body))], CancellationToken.None);

    private Task<RunningApp> StartAsync(bool handler, string retry)
    {
        _root.Hub("Work", retry);
        var table = new FunctionTable([], [new("Work", TakeAsync)], []);
        return handler ? RunningApp.HandlerAsync(table, _root.Path, _time) : RunningApp.LocalAsync(table, _root.Path, _time);
    }

    private Task TakeAsync(EventBatch batch, IServiceProvider services, CancellationToken ct)
    {
        var fails = _failures-- > 0;
        foreach (var record in batch.Records)
            _seen.Writer.TryWrite(Encoding.UTF8.GetString(record.Body.Span) + (fails ? " failed" : ""));
        return fails ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask;
    }
}
