using System.Text.RegularExpressions;

namespace MerchantOps.Tests.Core.Architecture;

/// <summary>The files this was built from.</summary>
internal static partial class Repository
{
    private static readonly string[] Made = ["artifacts", "node_modules", ".git", "bin", "obj"];

    public static string Root { get; } = Find();

    /// <summary>Files below a folder of the repository, as paths relative to its root with slashes; made ones left out.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        var files = from path in Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
                    let file = Path.GetRelativePath(Root, path).Replace('\\', '/')
                    where !file.Split('/').Any(Made.Contains)
                    orderby file
                    select file;
        return [.. files];
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The lines of a source file that are code, with their numbers from 1.</summary>
    public static IEnumerable<(int Number, string Text)> CodeOf(string file) =>
        File.ReadLines(Path.Combine(Root, file)).Select(static (text, i) => (i + 1, text)).Where(static line => !Comment().IsMatch(line.text));

    [GeneratedRegex(@"^\s*//")]
    private static partial Regex Comment();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("No folder above the tests has Serverless.sln.");
    }
}
