namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>A folder of function.json files.</summary>
internal sealed class ScriptRoot : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("merchantops-").FullName;

    public ScriptRoot Http(string name, string method, string route, string authLevel) => Write(
        name, $$"""{"bindings":[{"type":"httpTrigger","direction":"in","name":"req","methods":["{{method}}"],"route":"{{route}}","authLevel":"{{authLevel}}"},{"type":"http","direction":"out","name":"res"}]}""");

    public ScriptRoot Timer(string name, string schedule, string retry = "null") => Write(
        name, $$"""{"bindings":[{"type":"timerTrigger","direction":"in","name":"timer","schedule":"{{schedule}}"}]{{(retry == "null" ? "" : ",\"retry\":" + retry)}}}""");

    public ScriptRoot Hub(string name, string retry) => Write(
        name, $$"""{"bindings":[{"type":"eventHubTrigger","direction":"in","name":"events","eventHubName":"h","cardinality":"many","dataType":"string"}],"retry":{{retry}}}""");

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private ScriptRoot Write(string name, string json)
    {
        File.WriteAllText(System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName, "function.json"), json);
        return this;
    }
}
