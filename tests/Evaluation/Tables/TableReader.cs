using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Tables;

/// <summary>
/// Reads a CSV file straight into columns of floats; texts are kept only once per category. A column is of numbers when every value that is
/// there is one, else of categories, with codes in the order of their first appearance. Costs fields, and once more from the start for
/// columns that look like numbers and turn out not to be.
/// </summary>
public static class TableReader
{
    /// <param name="drop">Columns to leave out.</param>
    /// <param name="label">A column that is of categories whatever its values.</param>
    /// <exception cref="BadInputException">The file cannot be read, or one of these columns is missing.</exception>
    public static CsvTable Read(string path, IReadOnlyCollection<string> drop, string label)
    {
        HashSet<string> categories = [label];
        while (true)
        {
            using var rows = new CsvRows(path);
            foreach (var name in drop.Append(label))
                rows.Find(name);
            var columns = rows.Columns.Index().Where(c => !drop.Contains(c.Item)).Select(c => new ReadColumn(c.Index, c.Item, categories.Contains(c.Item))).ToList();
            if (ReadRows(rows, columns) is { } turned)
                categories.UnionWith(turned);
            else
                return new CsvTable(path, [.. columns.Select(c => c.Feature)], [.. columns.Select(c => c.Values.Drain())]);
        }
    }

    /// <summary>Reads the same columns from another file; a category that is not known is missing, and columns not named are left out.</summary>
    /// <exception cref="BadInputException">The file cannot be read, a column is missing, or a number is not one.</exception>
    public static CsvTable Read(string path, IReadOnlyList<Feature> features)
    {
        using var rows = new CsvRows(path);
        var places = features.Select(f => rows.Find(f.Name)).ToArray();
        var codes = features.Select(f => f.Kind == FeatureKind.Category ? new CategoryCodes(f.Categories) : null).ToArray();
        var values = features.Select(_ => new GrowingColumn<float>()).ToArray();
        while (rows.Read())
            for (var j = 0; j < places.Length; j++)
                if (codes[j] is { } known)
                    values[j].Add(known.Find(rows.Bytes(places[j])));
                else
                    values[j].Add(rows.TryNumber(places[j], out var number) ? number : throw rows.Wrong(places[j], "a number as in the training file"));
        return new CsvTable(path, features, [.. values.Select(v => v.Drain())]);
    }

    /// <summary>The columns that held numbers until a text came, too late to know the numbers' own spelling; null when all is well.</summary>
    private static List<string>? ReadRows(CsvRows rows, List<ReadColumn> columns)
    {
        List<string> turned = [];
        while (rows.Read())
            foreach (var column in columns)
                if (!column.TryAdd(rows))
                    turned.Add(column.Name);
        return turned.Count > 0 ? turned : null;
    }

    private sealed class ReadColumn(int place, string name, bool isCategory)
    {
        private readonly CategoryCodes codes = new();
        private bool hasNumbers;

        public string Name => name;

        public GrowingColumn<float> Values { get; } = new();

        public Feature Feature => isCategory ? Feature.Category(name, codes.Names) : Feature.Number(name);

        /// <summary>False at the text that shows a column of numbers to be one of categories.</summary>
        public bool TryAdd(CsvRows rows)
        {
            if (!isCategory)
            {
                if (rows.TryNumber(place, out var number))
                {
                    hasNumbers |= !float.IsNaN(number);
                    Values.Add(number);
                    return true;
                }

                isCategory = true;
                if (hasNumbers)
                    return false;
            }

            Values.Add(codes.Learn(rows.Bytes(place)));
            return true;
        }
    }
}
