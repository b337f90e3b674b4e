using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace MerchantOps.Evaluation.Tables;

/// <summary>
/// A CSV file, plain or gzipped, read row by row; only one row is in memory. Whatever is wrong with it is a <see cref="BadInputException"/>
/// that names the file and the line. Not thread-safe.
/// </summary>
public sealed class CsvRows : IDisposable
{
    private const int LongestRow = 1 << 20;
    private const int NamesTold = 40;

    private readonly string path;
    private readonly CsvReader reader;

    /// <exception cref="BadInputException">It cannot be opened, has no header, or names a column twice.</exception>
    public CsvRows(string path)
    {
        this.path = path;
        reader = Open(path);
        try
        {
            Columns = [.. reader.Headers.Select(name => name.Trim())];
            if (Columns.Count == 0)
                throw new BadInputException($"{path} has no header.");
            if (Columns.GroupBy(name => name).FirstOrDefault(names => names.Count() > 1) is { } twice)
                throw new BadInputException($"{path} has two columns {twice.Key}.");
        }
        catch (Exception e)
        {
            reader.Dispose();
            if (IsOfTheFile(e))
                throw Unreadable(e);
            throw;
        }
    }

    /// <summary>The names of the header, in its order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Where a column stands.</summary>
    /// <exception cref="BadInputException">There is none of this name.</exception>
    public int Find(string column)
    {
        for (var j = 0; j < Columns.Count; j++)
            if (Columns[j] == column)
                return j;
        throw new BadInputException($"{path} has no column {column}; it has {string.Join(", ", Columns.Take(NamesTold))}{(Columns.Count > NamesTold ? ", …" : "")}.");
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="BadInputException">A quote is not closed, or the row has more or fewer fields than the header.</exception>
    public bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw Unreadable(e);
        }
    }

    /// <summary>The field as it stands in the current row, UTF-8; empty for a missing value. Good until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => reader.GetSpan(column);

    /// <summary>The field as text; empty for a missing value.</summary>
    public string Text(int column) => reader.GetString(column);

    /// <summary>The field as a number, NaN when it is missing; false when it is something else.</summary>
    public bool TryNumber(int column, out float number)
    {
        var bytes = reader.GetSpan(column);
        if (!bytes.IsEmpty)
            return float.TryParse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        number = float.NaN;
        return true;
    }

    /// <summary>The field as a number that must be there.</summary>
    public float Number(int column) => TryNumber(column, out var number) && float.IsFinite(number) ? number : throw Wrong(column, "a number");

    /// <summary>The field as a whole number.</summary>
    public int Whole(int column) =>
        int.TryParse(reader.GetSpan(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(column, "a whole number");

    /// <summary>The field as a time without a zone, <c>2015-01-31 13:05:00</c>.</summary>
    public DateTime Time(int column) =>
        DateTime.TryParseExact(Text(column), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Wrong(column, "a time like 2015-01-31 13:05:00");

    /// <summary>To be thrown: this field of the current row is not what it should be.</summary>
    public BadInputException Wrong(int column, string expected) =>
        new($"{path}, line {reader.LineNumber}: {Columns[column]} must be {expected}, not \"{Text(column)}\".");

    public void Dispose() => reader.Dispose();

    private static CsvReader Open(string path)
    {
        try
        {
            Stream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            Span<byte> start = stackalloc byte[2];
            var zipped = file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
            file.Position = 0;
            return CsvReader.Create(zipped ? new GZipStream(file, CompressionMode.Decompress) : file, new CsvReaderOptions
            {
                Separator = ',',
                MalformedData = CsvMalformedDataHandling.Throw,
                FieldCountMismatch = CsvFieldCountHandling.Throw,
                MaxRecordSize = LongestRow,
                TrackLineNumbers = true,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {e.Message}");
        }
    }

    private static bool IsOfTheFile(Exception e) => e is CsvFormatException or InvalidDataException or IOException;

    private BadInputException Unreadable(Exception e) =>
        new(e is CsvFormatException { LineNumber: > 0 and var line } ? $"{path}, line {line}: {e.Message}" : $"{path}, after line {reader.LineNumber}: {e.Message}");
}
