using MerchantOps.Errors;
using MerchantOps.Evaluation.Tables;
using MerchantOps.Events;
using MerchantOps.Replay;

namespace MerchantOps.Evaluation.Fraud;

/// <summary>The files of a fraud set: all their orders and labels as events in time order, and which orders are to be scored.</summary>
internal sealed class FraudInput
{
    // One merchant: neither set tells of merchants, and made-up ones would only scatter what a shop knows. Terminals stay shops of their own.
    private const int Merchants = 1;

    private readonly IReadOnlyList<string> files;
    private readonly FraudOptions options;
    private readonly IReplaySource source;
    private readonly Dictionary<string, string> partOfScored;

    /// <exception cref="BadInputException">A file cannot be read or misses a column.</exception>
    public FraudInput(FraudOptions options)
    {
        this.options = options;
        files = [.. options.History, .. options.Score];
        source = ReplayFormats.All.Single(format => format.Format == options.Format);
        partOfScored = ReadParts();
    }

    /// <summary>How many orders the score files have.</summary>
    public int Scored => partOfScored.Count;

    /// <summary>The files of score rows name a part in column <c>part</c> (ecommerce), or a row belongs to its month.</summary>
    public string? PartOf(string order, DateTimeOffset placedAt) =>
        !partOfScored.TryGetValue(order, out var part) ? null : part.Length > 0 ? part : placedAt.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    /// <exception cref="BadInputException">While enumerating: a row is wrong; the message names file, row and column.</exception>
    public IEnumerable<CloudEvent> Events()
    {
        using var events = source.Read(files, new ReplayOptions { Merchants = Merchants, LabelDelay = options.LabelDelay }).GetEnumerator();
        while (Next(events))
            yield return events.Current;
    }

    private static bool Next(IEnumerator<CloudEvent> events)
    {
        try
        {
            return events.MoveNext();
        }
        catch (InvalidInputException e)
        {
            throw new BadInputException(e.Message);
        }
    }

    private Dictionary<string, string> ReadParts()
    {
        var (id, part) = options.Format == "ecommerce" ? ("event_no", "part") : ("TRANSACTION_ID", null);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in options.Score)
        {
            using var rows = new CsvRows(file);
            var (idAt, partAt) = (rows.Find(id), part is null ? -1 : rows.Find(part));
            while (rows.Read())
                parts[rows.Text(idAt)] = partAt < 0 ? "" : rows.Text(partAt);
        }

        return parts;
    }
}
