using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MerchantOps.Evaluation;
using MerchantOps.Tests.Core.Storage;

namespace MerchantOps.Tests.Core;

/// <summary>Runs commands of the evaluation program on files in a folder of its own.</summary>
public sealed class EvaluationRun : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public string Output => output.ToString();

    public string Error => error.ToString();

    /// <summary>The last line that was printed.</summary>
    public JsonElement Last => JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;

    public int Run(params string[] args) => EvaluationProgram.Run(args, output, error);

    /// <summary>A path in the folder, whose own folders exist.</summary>
    public string File(string name)
    {
        var path = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public string Save(string name, string text, bool gzipped = false)
    {
        var path = File(name);
        using Stream file = gzipped ? new GZipStream(System.IO.File.Create(path), CompressionMode.Compress) : System.IO.File.Create(path);
        file.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }
}
