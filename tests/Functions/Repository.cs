namespace MerchantOps.Tests.Functions;

/// <summary>Files of the repository that are not part of the build.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests must run within the repository.");
    }
}
