using Spectre.Console;

namespace MerchantOps.Evaluation;

/// <summary>Tables without colours, wherever they go.</summary>
internal static class PlainConsole
{
    public static void Write(TextWriter output, Table table) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), ColorSystem = ColorSystemSupport.NoColors }).Write(table);
}
