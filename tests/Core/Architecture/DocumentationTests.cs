using System.Text.RegularExpressions;
using MerchantOps.Fraud;
using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Rules.Expressions;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Tests.Core.Architecture;

/// <summary>What the pages say must be there.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_link_between_pages_and_files_leads_somewhere()
    {
        var broken = from page in Repository.Files(".", "*.md")
                     from target in Link().Matches(Repository.Read(page)).Select(m => m.Groups[1].Value)
                     where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                     let file = target.Split('#')[0]
                     where file.Length > 0 && !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, file))
                     select $"{page} links to {target}";

        Findings.None(broken);
    }

    [Fact]
    public void Every_function_has_a_row_in_the_page_of_functions_and_no_other_has()
    {
        var rows = RowsOf("docs/functions.md", "| Function |").ToList();
        var folders = Repository.Files("functions", "function.json").Select(file => file.Split('/')[1]).ToList();

        Findings.None(folders.Except(rows).Select(static name => $"docs/functions.md has no row for {name}"));
        Findings.None(rows.Except(folders).Select(static name => $"docs/functions.md has a row for {name}, which is no folder of functions/"));
    }

    [Fact]
    public void The_page_of_fraud_explains_every_reason()
    {
        var page = Repository.Read("docs/fraud.md");

        Findings.None(ReasonTexts.Codes.Where(code => !page.Contains($"`{code}`", StringComparison.Ordinal)).Select(static code => $"docs/fraud.md does not explain {code}"));
    }

    [Fact]
    public void The_page_of_signals_is_the_table_of_features()
    {
        var table = FeatureTable.All.Select(static f => $"| `{f.Feature.Name}` | {f.Meaning} |");

        Assert.EndsWith("|---|---|\n" + string.Join('\n', table) + '\n', Repository.Read("docs/signals.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_rules_explains_every_shipped_rule_and_every_function()
    {
        var page = Repository.Read("docs/rules.md");

        var rules = RuleSet.Parse(DefaultRules.Source).Rules.Where(rule => !page.Contains($"| `{rule.Code}` | `{rule.When}` | `{rule.Score ?? $"{rule.Outcome}".ToLowerInvariant()}` |", StringComparison.Ordinal)).Select(static rule => rule.Code);
        var functions = Functions.Names.Where(name => !page.Contains($"`{name}", StringComparison.Ordinal));

        Findings.None(rules.Concat(functions).Select(static name => $"docs/rules.md does not explain {name}"));
    }

    [Fact]
    public void The_commands_of_the_readme_are_those_that_are_run()
    {
        var readme = Repository.Read("README.md");

        Assert.Contains("dotnet run --project functions -- demo", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test Serverless.sln", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test Serverless.sln", Repository.Read(".ci/run"), StringComparison.Ordinal);
    }

    /// <summary>First cells of all tables of a page that begin with this header.</summary>
    private static IEnumerable<string> RowsOf(string page, string header)
    {
        var inside = false;
        foreach (var line in Repository.Read(page).Split('\n'))
        {
            inside = line.StartsWith(header, StringComparison.Ordinal) || (inside && line.StartsWith('|'));
            if (inside && Row().Match(line) is { Success: true } row && !line.StartsWith(header, StringComparison.Ordinal))
                yield return row.Groups[1].Value;
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| *`?(\w+)`? *\|")]
    private static partial Regex Row();
}
