using System.Text.RegularExpressions;
using MerchantOps.Orders;

namespace MerchantOps.Tests.Core.Architecture;

/// <summary>Who may know whom. Clocks and unseeded randomness are kept out by the compiler (BannedSymbols.txt).</summary>
public sealed partial class LayeringTests
{
    private static readonly string[] Adapters = ["core/Storage/", "core/Streaming/", "core/Support/"];

    private static readonly string[] AspNet = ["Microsoft.AspNetCore", "Microsoft.Extensions.Hosting", "Microsoft.Net.Http"];

    [Fact]
    public void Core_knows_no_web_server()
    {
        var references = typeof(Order).Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(references, name => AspNet.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_sdk_is_named_only_by_the_adapters_of_storage_streaming_and_support()
    {
        var elsewhere = from file in Repository.Files("core", "*.cs").Concat(Repository.Files("functions", "*.cs"))
                        where !Adapters.Any(file.StartsWith)
                        from line in Repository.CodeOf(file)
                        where Sdk().IsMatch(line.Text)
                        select $"{file}:{line.Number}: {line.Text.Trim()}";

        Findings.None(elsewhere);
    }

    [Fact]
    public void A_database_adapter_is_named_only_by_adapters()
    {
        var elsewhere = from file in Repository.Files("core", "*.cs").Concat(Repository.Files("functions", "*.cs"))
                        where !Adapters.Any(file.StartsWith)
                        from line in Repository.CodeOf(file)
                        where line.Text.Contains("MerchantOps.Storage.", StringComparison.Ordinal)
                        select $"{file}:{line.Number}: {line.Text.Trim()}";

        Findings.None(elsewhere);
    }

    [Fact]
    public void Only_Hosting_and_Commands_know_that_there_is_a_server_to_run()
    {
        var elsewhere = from file in Repository.Files("functions", "*.cs")
                        where !file.StartsWith("functions/Hosting/", StringComparison.Ordinal) && !file.StartsWith("functions/Commands/", StringComparison.Ordinal)
                        from line in Repository.CodeOf(file)
                        where line.Text.Contains("WebApplication", StringComparison.Ordinal) || line.Text.Contains("Kestrel", StringComparison.Ordinal)
                        select $"{file}:{line.Number}: {line.Text.Trim()}";

        Findings.None(elsewhere);
    }

    [Theory]
    [InlineData("core", "MerchantOps")]
    [InlineData("tests/Core", "MerchantOps.Tests.Core")]
    [InlineData("tests/Functions", "MerchantOps.Tests.Functions")]
    public void A_namespace_is_its_folder(string folder, string prefix)
    {
        var astray = from file in Repository.Files(folder, "*.cs")
                     let below = Path.GetDirectoryName(file)![folder.Length..].Replace('/', '.').Replace('\\', '.')
                     from declared in Namespace().Matches(Repository.Read(file)).Select(m => m.Groups[1].Value)
                     where declared != prefix + below
                     select $"{file} declares {declared}, not {prefix}{below}";

        Findings.None(astray);
    }

    [Fact]
    public void A_function_shares_the_namespace_of_all_functions_because_its_folder_has_the_name_of_its_class()
    {
        var astray = from file in Repository.Files("functions", "function.json")
                     let folder = Path.GetDirectoryName(file)!
                     let door = $"{folder}/{Path.GetFileName(folder)}.cs"
                     where !Repository.Read(door).Contains("namespace MerchantOps.Functions;", StringComparison.Ordinal)
                     select door;

        Findings.None(astray);
    }

    [Fact]
    public void A_source_file_that_grows_beyond_250_lines_is_split()
    {
        var grown = from file in Repository.Files("core", "*.cs").Concat(Repository.Files("functions", "*.cs"))
                    let lines = File.ReadLines(Path.Combine(Repository.Root, file)).Count()
                    where lines > 250
                    select $"{file} has {lines} lines";

        Findings.None(grown);
    }

    [GeneratedRegex(@"\b(Microsoft\.Azure\.|Microsoft\.Data\.Sqlite|SQLitePCL|Azure\.(Identity|Core|Messaging|Storage|AI)\b|using OpenAI\b)")]
    private static partial Regex Sdk();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
