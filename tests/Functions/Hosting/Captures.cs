using System.Text;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>What a real Functions host sent, byte for byte: <c>../shared/host-captures</c> beside the solution's folder.</summary>
internal static class Captures
{
    public static string? Folder { get; } = Find();

    /// <summary>The request line and headers as text, and the body without its chunks.</summary>
    public static (string Head, byte[] Body) Read(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder!, name + ".http"));
        var separator = bytes.AsSpan().IndexOf("\r\n\r\n"u8) is var crlf and >= 0 ? (At: crlf, Length: 4) : (At: bytes.AsSpan().IndexOf("\n\n"u8), Length: 2);
        return separator.At < 0
            ? (Encoding.UTF8.GetString(bytes).TrimEnd(), [])
            : (Encoding.UTF8.GetString(bytes, 0, separator.At), bytes[(separator.At + separator.Length)..]);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MERCHANTOPS_SHARED") is { Length: > 0 } shared)
            return Existing(Path.Combine(shared, "host-captures"));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
                return Existing(Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "host-captures")));
        return null;
    }

    private static string? Existing(string path) => Directory.Exists(path) ? path : null;
}

/// <summary>A fact about captured requests; skipped visibly where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CapturesFactAttribute : FactAttribute
{
    public CapturesFactAttribute()
    {
        if (Captures.Folder is null)
            Skip = "Needs the captured requests in ../shared/host-captures (or MERCHANTOPS_SHARED).";
    }
}
