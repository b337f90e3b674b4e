using MerchantOps.Evaluation.Tables;
using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>Turns tables into examples of two classes. The label's values are those of the training file.</summary>
public sealed class Labels
{
    private readonly string column;
    private readonly int positive;

    /// <param name="positive">The value of class 1; null for 1, else true, else the rarer one.</param>
    /// <exception cref="BadInputException">The label has not exactly two values, or not this one, or is missing somewhere.</exception>
    public Labels(CsvTable train, string column, string? positive)
    {
        this.column = column;
        var values = train.Features[train.IndexOf(column)].Categories;
        if (values.Count != 2)
            throw new BadInputException($"{train.Path}: {column} must have two values, it has {values.Count}{Some(values)}.");
        this.positive = positive is null ? Default(values, train.Columns[train.IndexOf(column)]) : values.ToList().IndexOf(positive);
        if (this.positive < 0)
            throw new BadInputException($"{train.Path}: {column} is never \"{positive}\", it is \"{values[0]}\" or \"{values[1]}\".");
    }

    /// <summary>All other columns as features, and the labels as 0 and 1.</summary>
    /// <exception cref="BadInputException">A label is missing or was not seen in training.</exception>
    public Dataset Of(CsvTable table)
    {
        var place = table.IndexOf(column);
        var others = Enumerable.Range(0, table.Features.Count).Where(j => j != place).ToList();
        if (others.Count == 0)
            throw new BadInputException($"{table.Path} has no column beside {column}.");
        return new Dataset([.. others.Select(j => table.Features[j])], [.. others.Select(j => table.Columns[j])], ZeroOne(table, place));
    }

    private static int Default(IReadOnlyList<string> values, float[] codes)
    {
        var named = values.ToList().FindIndex(static v => v is "1" || v.Equals("true", StringComparison.OrdinalIgnoreCase));
        return named >= 0 ? named : codes.Count(c => c == 1) <= codes.Count(c => c == 0) ? 1 : 0;
    }

    private static string Some(IReadOnlyList<string> values) => values.Count == 0 ? "" : $": {string.Join(", ", values.Take(4))}{(values.Count > 4 ? ", …" : "")}";

    private float[] ZeroOne(CsvTable table, int place)
    {
        var labels = new float[table.Rows];
        for (var i = 0; i < labels.Length; i++)
        {
            var code = table.Columns[place][i];
            if (float.IsNaN(code))
                throw new BadInputException($"{table.Path}, row {i + 1}: {column} is missing, or is no value that the training file has.");
            labels[i] = code == positive ? 1 : 0;
        }

        return labels;
    }
}
