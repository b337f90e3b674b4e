using System.Text.Json;
using MerchantOps.Evaluation.Learning.Sets;
using MerchantOps.Evaluation.Tables;

namespace MerchantOps.Evaluation.Learning.Peers;

/// <summary>Has the peers learn the very tables we learn, as files in a folder of their own, one-hot encoded since they only know numbers.</summary>
/// <param name="script">Trains one peer and prints its speed; see <c>--peer-script</c>.</param>
internal sealed class PeerRunner(string python, string script)
{
    private static readonly string ScoresScript = Path.Combine(AppContext.BaseDirectory, "Learning", "Peers", "peer_scores.py");

    public PeerFigures Measure(LabelledSet set, IReadOnlyList<int> threads, Action<string> progress, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("peers-");
        try
        {
            var (train, test, scores) = (Path.Combine(folder.FullName, "train.csv"), Path.Combine(folder.FullName, "test.csv"), Path.Combine(folder.FullName, "scores.csv"));
            TableWriter.WriteOneHot(train, set.Train);
            TableWriter.WriteOneHot(test, set.Test);
            return Measure(train, test, scores, threads, progress, ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private PeerFigures Measure(string train, string test, string scores, IReadOnlyList<int> threads, Action<string> progress, CancellationToken ct)
    {
        var speeds = new Dictionary<(string, int), Speed>();
        foreach (var peer in PeerFigures.Names)
            foreach (var count in threads)
            {
                progress($"{peer}, threads: {count}");
                speeds[(peer, count)] = SpeedOf(Python.Run(python, [script, train, test, "--label", TableWriter.Label, "--model", peer, "--threads", $"{count}"], ct));
            }

        progress("scores of the peers");
        var explained = Python.Run(python, [ScoresScript, train, test, scores, "--threads", $"{threads.Max()}"], ct);
        return new PeerFigures(speeds, ReadScores(scores), explained.GetProperty("explain_us").GetDouble(), explained.GetProperty("leaves").GetInt32());
    }

    private static Speed SpeedOf(JsonElement figures) => new(
        figures.GetProperty("train_s").GetDouble(), figures.GetProperty("rows_per_s").GetDouble(), figures.GetProperty("single_us").GetDouble());

    private static Dictionary<string, double[]> ReadScores(string path)
    {
        using var rows = new CsvRows(path);
        var columns = PeerFigures.Names.ToDictionary(name => name, _ => new GrowingColumn<double>());
        while (rows.Read())
            foreach (var (name, column) in columns)
                column.Add(rows.Number(rows.Find(name)));
        return columns.ToDictionary(c => c.Key, c => c.Value.Drain());
    }
}
