namespace MerchantOps.Tests.Core;

/// <summary>Public data sets that are measured on but are no part of the project: <c>../shared/data</c> beside the solution's folder.</summary>
public static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string File(string set, string name) => Path.Combine(Folder!, set, name);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MERCHANTOPS_SHARED") is { Length: > 0 } shared)
            return Existing(Path.Combine(shared, "data"));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
                return Existing(Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data")));
        return null;
    }

    private static string? Existing(string path) => Directory.Exists(path) ? path : null;
}

/// <summary>A fact about public data; skipped visibly where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null)
            Skip = "Needs the public data sets in ../shared/data (or MERCHANTOPS_SHARED).";
    }
}
