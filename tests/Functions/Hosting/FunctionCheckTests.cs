using MerchantOps.Functions.Hosting;

namespace MerchantOps.Tests.Functions.Hosting;

public sealed class FunctionCheckTests : IDisposable
{
    private static readonly FunctionTable Table = new(
        [new HttpFunction("Open", "GET", "open/{id}", CallerKind.Anyone, _ => Task.CompletedTask)], [], [new TimerFunction("Tick", (_, _, _) => Task.CompletedTask)]);

    private readonly ScriptRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void What_agrees_passes()
    {
        _root.Http("Open", "get", "open/{id}", "anonymous").Timer("Tick", "0 * * * * *");

        FunctionCheck.Demand(Table, FunctionFile.ReadAll(_root.Path));
    }

    [Theory]
    [InlineData("get", "open/{name}", "anonymous")]
    [InlineData("post", "open/{id}", "anonymous")]
    [InlineData("get", "open/{id}", "function")]
    public void Another_route_method_or_authLevel_is_refused(string method, string route, string authLevel)
    {
        _root.Http("Open", method, route, authLevel).Timer("Tick", "0 * * * * *");

        Assert.Contains("Open/function.json", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_without_a_folder_is_refused()
    {
        _root.Http("Open", "get", "open/{id}", "anonymous");

        Assert.Contains("Tick has no folder", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_function_is_refused()
    {
        _root.Http("Open", "get", "open/{id}", "anonymous").Timer("Tick", "0 * * * * *").Timer("Forgotten", "0 * * * * *");

        Assert.Contains("Forgotten", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_kind_of_trigger_is_refused()
    {
        _root.Http("Open", "get", "open/{id}", "anonymous").Http("Tick", "get", "tick", "anonymous");

        Assert.Contains("Tick/function.json must have a timerTrigger", Refusal(), StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<InvalidDataException>(() => FunctionCheck.Demand(Table, FunctionFile.ReadAll(_root.Path))).Message;
}
