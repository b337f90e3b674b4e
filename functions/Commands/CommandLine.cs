using System.CommandLine;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions.Commands;

/// <summary>The commands of the executable when no Functions host started it. Each command is a class of its own in this folder.</summary>
internal static class CommandLine
{
    private const int Failed = 1, WrongUsage = 2;

    /// <summary>Runs the command; without one, <c>serve</c>. Exit codes: 0 done, 1 failed, 2 wrong usage.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var serve = ServeCommand.Create();
        var root = new RootCommand("Automates the merchant side of an e-commerce platform: webhooks in, orders decided, reasons given.")
        {
            serve, DemoCommand.Create(), ReplayCommand.Create(), QuarantineCommand.Create(), StatsCommand.Create(), ModelsCommand.Create(),
        };
        foreach (var option in serve.Options)
            root.Options.Add(option);
        root.SetAction(ServeCommand.RunAsync);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await InvokeAsync(parsed);

        // An option of both the root and serve is checked twice.
        foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
            await Console.Error.WriteLineAsync(message);
        return WrongUsage;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, CancellationToken.None);
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(StartFailure.Describe(e));
            return Failed;
        }
    }
}
