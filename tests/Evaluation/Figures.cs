using System.Text.Json;
using Spectre.Console;

namespace MerchantOps.Evaluation;

/// <summary>The result of a command whose figures stand under one another.</summary>
internal static class Figures
{
    /// <summary>Prints them as a table, and as the last line in JSON; one without a value is null there.</summary>
    public static void Write<T>(TextWriter output, T result)
    {
        var json = JsonSerializer.SerializeToElement(result);
        var table = new Table().AddColumns("figure", "value");
        foreach (var figure in json.EnumerateObject())
            table.AddRow(figure.Name, figure.Value.GetRawText());
        PlainConsole.Write(output, table);
        output.WriteLine(json.GetRawText());
    }
}
