using CsvHelper;
using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Tables;

/// <summary>Writes examples as CSV for other programs: features first, then the label; a missing value is an empty field.</summary>
public static class TableWriter
{
    public const string Label = "label";

    /// <summary>Categories by name.</summary>
    public static void Write(string path, Dataset rows) => Write(path, rows, [.. Enumerable.Range(0, rows.Features.Count).Select(j => As(rows.Features[j], j))]);

    /// <summary>A column of 0 and 1 per category, for programs that only know numbers; missing is 0 in all of them.</summary>
    public static void WriteOneHot(string path, Dataset rows) => Write(path, rows, [.. Enumerable.Range(0, rows.Features.Count).SelectMany(j => OneHot(rows.Features[j], j))]);

    /// <summary>One column of numbers.</summary>
    public static void WriteScores(string path, ReadOnlySpan<double> scores)
    {
        using var csv = CsvWriter.Create(File.Create(path), new CsvWriterOptions { NewLine = "\n" });
        csv.WriteHeader("score");
        foreach (var score in scores)
        {
            csv.WriteField(score);
            csv.EndRecord();
        }
    }

    private static void Write(string path, Dataset rows, Field[] fields)
    {
        using var csv = CsvWriter.Create(File.Create(path), new CsvWriterOptions { NewLine = "\n" });
        csv.WriteHeader([.. fields.Select(f => f.Name), Label]);
        for (var i = 0; i < rows.Rows; i++)
        {
            foreach (var field in fields)
                field.Write(csv, rows.Column(field.Column)[i]);
            csv.WriteField((int)rows.Labels[i]);
            csv.EndRecord();
        }
    }

    private static Field As(Feature feature, int j) => new(feature.Name, j, feature.Kind == FeatureKind.Number
        ? WriteNumber
        : (csv, value) => csv.WriteField(float.IsNaN(value) ? null : feature.Categories[(int)value]));

    private static IEnumerable<Field> OneHot(Feature feature, int j) => feature.Kind == FeatureKind.Number
        ? [new Field(feature.Name, j, WriteNumber)]
        : feature.Categories.Select((name, code) => new Field($"{feature.Name}={name}", j, (csv, value) => csv.WriteField(value == code ? 1 : 0)));

    private static void WriteNumber(CsvWriter csv, float value)
    {
        if (float.IsNaN(value))
            csv.WriteField((string?)null);
        else
            csv.WriteField(value);
    }

    private sealed record Field(string Name, int Column, Action<CsvWriter, float> Write);
}
