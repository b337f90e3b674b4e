using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using MerchantOps.Errors;

namespace MerchantOps.Replay;

/// <summary>
/// One CSV file, plain or gzipped, row by row. Columns are asked for by their place among those named at opening, whatever their place in
/// the file. Every complaint names file, row (the first after the header is 1) and column. Not thread-safe.
/// </summary>
internal sealed class CsvFile : IDisposable
{
    private const int LargestRow = 1 << 20;

    private readonly CsvReader reader;
    private readonly IReadOnlyList<string> columns;
    private readonly List<string> headers;
    private readonly int[] places;

    /// <exception cref="InvalidInputException">It cannot be opened, or a column is missing.</exception>
    public CsvFile(string path, IReadOnlyList<string> columns)
    {
        Name = Path.GetFileName(path);
        this.columns = columns;
        reader = Open(path);
        try
        {
            headers = [.. reader.Headers.Select(header => header.Trim())];
            places = [.. columns.Select(column => headers.IndexOf(column))];
            var missing = columns.Where((_, i) => places[i] < 0).ToList();
            if (missing.Count > 0)
                throw new InvalidInputException("missing-column", $"{Name} has no column {string.Join(", ", missing)}.");
        }
        catch (Exception e)
        {
            reader.Dispose();
            if (IsOfTheFile(e))
                throw Unreadable(e);
            throw;
        }
    }

    public string Name { get; }

    /// <summary>The names in a file's header.</summary>
    public static IReadOnlyList<string> HeadersOf(string path)
    {
        using var file = new CsvFile(path, []);
        return file.headers;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
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

    public ReadOnlySpan<byte> Bytes(int column) => reader.GetSpan(places[column]);

    public string? TextOrNull(int column) => Bytes(column) is { Length: > 0 } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>An id or a name that must be there, 1 to 100 characters.</summary>
    public string Text(int column) => TextOrNull(column) is { Length: <= 100 } text ? text : throw Wrong(column, "text of 1 to 100 characters");

    public long Whole(int column) =>
        Utf8Parser.TryParse(Bytes(column), out long value, out var used) && used == Bytes(column).Length && value >= 0 ? value : throw Wrong(column, "a whole number");

    /// <summary>A plain decimal from 0 to 1,000,000,000.</summary>
    public decimal Amount(int column) =>
        decimal.TryParse(Bytes(column), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1_000_000_000m
            ? value
            : throw Wrong(column, "an amount of 0 to 1,000,000,000");

    /// <summary>A label: 0 or 1.</summary>
    public bool Flag(int column) => Bytes(column) switch
    {
        [(byte)'0'] => false,
        [(byte)'1'] => true,
        _ => throw Wrong(column, "0 or 1"),
    };

    /// <summary><c>2015-01-31 13:05:00</c>, taken as UTC.</summary>
    public DateTimeOffset Time(int column)
    {
        Span<char> text = stackalloc char[19];
        return Bytes(column) is { Length: 19 } bytes && Encoding.UTF8.TryGetChars(bytes, text, out var length)
            && DateTimeOffset.TryParseExact(text[..length], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : throw Wrong(column, "a time like 2015-01-31 13:05:00");
    }

    public DateTimeOffset? TimeOrNull(int column) => Bytes(column).IsEmpty ? null : Time(column);

    /// <summary>To be thrown: this column of the current row is not what it should be.</summary>
    public InvalidInputException Wrong(int column, string expected) => new("unreadable-row", $"{Name}, row {reader.RowNumber}: {columns[column]} must be {expected}.");

    public void Dispose() => reader.Dispose();

    private static CsvReader Open(string path)
    {
        try
        {
            Stream stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            Span<byte> start = stackalloc byte[2];
            var zipped = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
            stream.Position = 0;
            return CsvReader.Create(zipped ? new GZipStream(stream, CompressionMode.Decompress) : stream, new CsvReaderOptions
            {
                MalformedData = CsvMalformedDataHandling.Throw,
                FieldCountMismatch = CsvFieldCountHandling.Throw,
                MaxRecordSize = LargestRow,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException("unreadable-file", $"{Path.GetFileName(path)} cannot be opened: {e.Message}");
        }
    }

    private static bool IsOfTheFile(Exception e) => e is CsvFormatException or InvalidDataException or IOException;

    private InvalidInputException Unreadable(Exception e) => new("unreadable-row", $"{Name}, after row {reader.RowNumber}: {e.Message}");
}
