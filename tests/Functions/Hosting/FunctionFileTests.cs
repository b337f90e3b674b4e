using MerchantOps.Functions.Hosting;
using MerchantOps.Streaming;

namespace MerchantOps.Tests.Functions.Hosting;

public sealed class FunctionFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("merchantops-").FullName, "Work");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void A_fixed_delay_is_read()
    {
        var file = Read("""{"bindings":[{"type":"timerTrigger","schedule":"0 * * * * *"}],"retry":{"strategy":"fixedDelay","maxRetryCount":3,"delayInterval":"00:00:10"}}""");

        Assert.Equal(RetryPolicy.FixedDelay(3, TimeSpan.FromSeconds(10)), file.Retry);
        Assert.Equal(new TimerTrigger("0 * * * * *"), file.Trigger);
        Assert.Equal("Work", file.Name);
    }

    [Fact]
    public void An_exponential_backoff_is_read()
    {
        var file = Read("""{"bindings":[{"type":"eventHubTrigger","eventHubName":"h","cardinality":"many","dataType":"string"}],"retry":{"strategy":"exponentialBackoff","maxRetryCount":-1,"minimumInterval":"00:00:01","maximumInterval":"00:01:00"}}""");

        Assert.Equal(RetryPolicy.ExponentialBackoff(-1, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), file.Retry);
    }

    [Fact]
    public void Without_retry_a_failed_call_is_not_repeated() =>
        Assert.Equal(RetryPolicy.None, Read("""{"bindings":[{"type":"timerTrigger","schedule":"0 * * * * *"}]}""").Retry);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"bindings\":[]}")]
    [InlineData("{\"bindings\":[{\"type\":\"http\"}]}")]
    [InlineData("{\"bindings\":[{\"type\":\"queueTrigger\"}]}")]
    [InlineData("{\"bindings\":[{\"type\":\"timerTrigger\"}]}")]
    [InlineData("{\"bindings\":[{\"type\":\"httpTrigger\",\"route\":\"r\",\"authLevel\":\"anonymous\"}]}")]
    [InlineData("{\"bindings\":[{\"type\":\"timerTrigger\",\"schedule\":\"s\"},{\"type\":\"timerTrigger\",\"schedule\":\"s\"}]}")]
    [InlineData("{\"bindings\":[{\"type\":\"timerTrigger\",\"schedule\":\"s\"}],\"retry\":{\"strategy\":\"sometimes\",\"maxRetryCount\":1}}")]
    [InlineData("{\"bindings\":[{\"type\":\"timerTrigger\",\"schedule\":\"s\"}],\"retry\":{\"strategy\":\"fixedDelay\",\"maxRetryCount\":1,\"delayInterval\":\"soon\"}}")]
    [InlineData("{\"bindings\":")]
    public void A_file_that_makes_no_sense_is_refused_by_its_path(string json) =>
        Assert.Contains(_folder, Assert.Throws<InvalidDataException>(() => Read(json)).Message, StringComparison.Ordinal);

    private FunctionFile Read(string json)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "function.json"), json);
        return FunctionFile.Read(_folder);
    }
}
