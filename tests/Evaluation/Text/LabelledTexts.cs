using MerchantOps.Evaluation.Tables;

namespace MerchantOps.Evaluation.Text;

/// <summary>Texts of a file with what they are about.</summary>
internal sealed record LabelledTexts(IReadOnlyList<string> Texts, IReadOnlyList<string> Labels)
{
    /// <exception cref="BadInputException">A column is missing, a row has no label, or there are no rows.</exception>
    public static LabelledTexts Read(string path, string textColumn, string labelColumn)
    {
        using var rows = new CsvRows(path);
        var (text, label) = (rows.Find(textColumn), rows.Find(labelColumn));
        var (texts, labels) = (new List<string>(), new List<string>());
        while (rows.Read())
        {
            texts.Add(rows.Text(text));
            labels.Add(rows.Text(label) is { Length: > 0 } name ? name : throw rows.Wrong(label, "a label"));
        }

        return texts.Count > 0 ? new LabelledTexts(texts, labels) : throw new BadInputException($"{path} has no rows.");
    }
}
