namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>The folder of one set: <c>train.csv</c> and <c>test_public.csv</c>, each plain or gzipped.</summary>
public sealed class SetFolder(string data, string name)
{
    public string Name => name;

    /// <summary>Whether both files are there.</summary>
    public bool Exists => Find("train") is not null && Find("test_public") is not null;

    public string Train => Find("train") ?? throw Missing("train");

    public string Test => Find("test_public") ?? throw Missing("test_public");

    private string? Find(string file) =>
        new[] { $"{file}.csv.gz", $"{file}.csv" }.Select(f => Path.Combine(data, name, f)).FirstOrDefault(File.Exists);

    private BadInputException Missing(string file) => new($"{Path.Combine(data, name)} has no {file}.csv.gz.");
}
