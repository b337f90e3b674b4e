using System.CommandLine;
using MerchantOps.Evaluation.Brushing;
using MerchantOps.Evaluation.Fraud;
using MerchantOps.Evaluation.Generators;
using MerchantOps.Evaluation.Learning;
using MerchantOps.Evaluation.Text;
using MerchantOps.Evaluation.Webhooks;

namespace MerchantOps.Evaluation;

/// <summary>
/// Judges the core on files: <c>dotnet run -c Release --project tests/Evaluation -- NAME …</c>. Every command prints a table and, as its
/// last line, one line of JSON.
/// </summary>
public static class EvaluationProgram
{
    public const int BadInput = 2;

    /// <returns>0, or 2 for unknown options and for files that are missing or do not have the named shape.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Judges MerchantOps on files of a named shape.");
        foreach (var command in Commands(output))
            root.Subcommands.Add(command);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
                error.WriteLine(mistake.Message);
            return BadInput;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException e)
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
    }

    /// <summary>One file makes one command; list it here.</summary>
    private static IEnumerable<Command> Commands(TextWriter output) =>
    [
        WebhooksCommand.Create(output),
        TabularCommand.Create(output),
        TextCommand.Create(output),
        LearningCommand.Create(output),
        BurstCommand.Create(output),
        BrushingCommand.Create(output),
        FeaturesCommand.Create(output),
        FraudCommand.Create(output),
        PromotionCommand.Create(output),
    ];
}
