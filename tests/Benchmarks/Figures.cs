using System.Globalization;
using Spectre.Console;

namespace MerchantOps.Benchmarks;

/// <summary>What a benchmark measured, in the order given. Printed as a table and, as the last line, as one line of JSON.</summary>
internal sealed class Figures
{
    private readonly List<(string Name, string Value, string Meaning)> figures = [];

    /// <param name="name">As in the JSON.</param>
    /// <param name="meaning">For people.</param>
    public Figures Add(string name, double value, string meaning)
    {
        figures.Add((name, Math.Round(value, 2).ToString(CultureInfo.InvariantCulture), meaning));
        return this;
    }

    public void Print()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Figure", "Value", "Meaning");
        foreach (var (name, value, meaning) in figures)
            table.AddRow(Markup.Escape(name), Markup.Escape(value), Markup.Escape(meaning));
        AnsiConsole.Write(table);
        Console.WriteLine("{" + string.Join(", ", figures.Select(static f => $"\"{f.Name}\": {f.Value}")) + "}");
    }
}
