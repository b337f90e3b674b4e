namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>How each public set becomes features and labels.</summary>
public static class LabelledSets
{
    /// <summary>A folder of data, and the sets made of it.</summary>
    private static readonly (string Folder, Func<SetFolder, IEnumerable<LabelledSet>> Read)[] Recipes =
    [
        ("fraud_handbook_sim", HandbookSets.Read),
        ("fraud_ecommerce", EcommerceSets.Read),
        ("fraud_ulb_union", folder => [PlainSet.Read("ulb_union", folder, "Class", "1", "source")]),
        ("fraud_ulb_int113k", folder => [PlainSet.Read("ulb_int113k", folder, "Class", "1", "row")]),
        ("credit_default_uci", folder => [PlainSet.Read("credit_default", folder, "default", "1", "ID")]),
        ("fair_adult", folder => [PlainSet.Read("adult", folder, "income", ">50K", "row")]),
        ("fair_german", folder => [PlainSet.Read("german", folder, "class", "2", "row") with { IsAveraged = false }]),
    ];

    /// <summary>The sets found in a folder, one at a time; <paramref name="absent"/> hears of those that are not there.</summary>
    /// <exception cref="BadInputException">A file does not have the shape of its set.</exception>
    public static IEnumerable<LabelledSet> Read(string data, Action<string> absent)
    {
        foreach (var (name, read) in Recipes)
        {
            var folder = new SetFolder(data, name);
            if (!folder.Exists)
                absent(name);
            else
                foreach (var set in read(folder))
                    yield return set;
        }
    }
}
