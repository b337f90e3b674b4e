using MerchantOps.Errors;

namespace MerchantOps.Replay;

/// <summary>
/// Merges files that are each sorted by time, one row of each in memory. Rows of the same second go by their number, as the data set had
/// them before it was split.
/// </summary>
internal static class SortedFiles
{
    /// <param name="read">Reads the current row.</param>
    /// <exception cref="InvalidInputException">A file is not sorted, or a row is in two files.</exception>
    public static IEnumerable<ReplayedOrder> Merge(IReadOnlyList<string> files, IReadOnlyList<string> columns, Func<CsvFile, NumberedOrder> read)
    {
        var open = new List<CsvFile>();
        try
        {
            var next = new PriorityQueue<(CsvFile File, NumberedOrder Row), (DateTimeOffset At, long Number)>();
            foreach (var path in files)
            {
                var file = new CsvFile(path, columns);
                open.Add(file);
                if (file.Read())
                    Enqueue(file, default);
            }

            var last = (At: DateTimeOffset.MinValue, Number: -1L);
            while (next.TryDequeue(out var current, out var place))
            {
                if (place == last)
                    throw new InvalidInputException("doubled-row", $"{current.File.Name}: row number {place.Number} is there twice, or in two of the files.");
                last = place;
                yield return current.Row.Order;
                if (current.File.Read())
                    Enqueue(current.File, place.At);
            }

            void Enqueue(CsvFile file, DateTimeOffset earlier)
            {
                var row = read(file);
                if (row.Order.Placed.Time < earlier)
                    throw new InvalidInputException("unsorted-file", $"{file.Name} must be sorted by time; number {row.Number} is earlier than the row before it.");
                next.Enqueue((file, row), (row.Order.Placed.Time, row.Number));
            }
        }
        finally
        {
            open.ForEach(file => file.Dispose());
        }
    }
}

/// <param name="Number">Of the row in the whole data set.</param>
internal readonly record struct NumberedOrder(long Number, ReplayedOrder Order);
