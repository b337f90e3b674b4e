using System.CommandLine;
using System.Text.Json.Serialization;
using CsvHelper;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Evaluation.Fraud;

/// <summary><c>features --history F,… --format … --out DIR</c>: the engine's point-in-time signals as numbers, for the peers to learn from.</summary>
internal static class FeaturesCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("features", "Writes the engine's signals of every order, as known before it, as numeric CSV.");
        var files = FraudOptions.AddFilesTo(command, score: false);
        var directory = new Option<string>("--out") { Description = "The folder that features.csv goes to.", Required = true };
        command.Options.Add(directory);
        command.SetAction((parsed, ct) => Task.FromResult(Run(files.Read(parsed, score: false), parsed.GetValue(directory)!, output, ct)));
        return command;
    }

    private static int Run(FraudOptions options, string directory, TextWriter output, CancellationToken ct)
    {
        var rows = new SignalReplay(new FraudInput(options), options).Run(ct);
        try
        {
            Directory.CreateDirectory(directory);
            Write(Path.Combine(directory, "features.csv"), rows);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{directory} cannot be written: {e.Message}");
        }

        Figures.Write(output, new Result(rows.Count, OrderFeatures.Names.Count));
        return 0;
    }

    /// <summary>Order, time (Unix seconds), the signals (empty where missing, categories as codes), and the label, which no signal knows.</summary>
    private static void Write(string path, List<ReplayedRow> rows)
    {
        using var csv = CsvWriter.Create(File.Create(path), new CsvWriterOptions { NewLine = "\n" });
        csv.WriteHeader(["order", "at", .. OrderFeatures.Names, "label"]);
        foreach (var row in rows)
        {
            csv.WriteField(row.Id);
            csv.WriteField(row.At.ToUnixTimeSeconds());
            foreach (var value in row.Features)
            {
                if (float.IsNaN(value))
                    csv.WriteField((string?)null);
                else
                    csv.WriteField(value);
            }

            csv.WriteField(row.Fraud ? 1 : 0);
            csv.EndRecord();
        }
    }

    private sealed record Result([property: JsonPropertyName("rows")] int Rows, [property: JsonPropertyName("columns")] int Columns);
}
