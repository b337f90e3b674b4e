using System.Text;

namespace MerchantOps.Storage.Sqlite;

/// <summary>
/// The stored form of a key: <c>container/partition/id</c> as ASCII. The separator is outside the alphabet of key parts, so keys
/// of one partition stand together, ordered by id, and no two keys share a form.
/// </summary>
internal static class SqliteKey
{
    public const int MaxBytes = (3 * DocumentKey.MaxLength) + 3;

    private const byte Separator = (byte)'/';

    /// <summary>Sorts before every character of the alphabet, so an id followed by it is the least one after that id.</summary>
    private const byte Next = (byte)'!';

    public static ReadOnlySpan<byte> Of(in DocumentKey key, Span<byte> buffer)
    {
        var length = Prefix(key.Container, key.Partition, buffer);
        return buffer[..(length + Ascii(key.Id, buffer[length..]))];
    }

    /// <summary>The lower bound of a listing, itself included.</summary>
    public static ReadOnlySpan<byte> Lower(in DocumentRange range, string? after, Span<byte> buffer)
    {
        var length = Prefix(range.Container, range.Partition, buffer);
        var from = string.CompareOrdinal(after, range.From) >= 0 ? after : range.From;
        length += Ascii(from, buffer[length..]);
        if (from is not null && ReferenceEquals(from, after))
            buffer[length++] = Next;
        return buffer[..length];
    }

    /// <summary>The upper bound of a listing, itself left out.</summary>
    public static ReadOnlySpan<byte> Upper(in DocumentRange range, Span<byte> buffer)
    {
        var length = Prefix(range.Container, range.Partition, buffer);
        if (range.To is null)
            buffer[length - 1]++;
        return buffer[..(length + Ascii(range.To, buffer[length..]))];
    }

    /// <summary>The id within a stored key of that partition.</summary>
    public static string IdOf(ReadOnlySpan<byte> stored, in DocumentRange range) =>
        Encoding.ASCII.GetString(stored[(range.Container.Length + range.Partition.Length + 2)..]);

    private static int Prefix(string container, string partition, Span<byte> buffer)
    {
        var length = Ascii(container, buffer);
        buffer[length++] = Separator;
        length += Ascii(partition, buffer[length..]);
        buffer[length++] = Separator;
        return length;
    }

    private static int Ascii(ReadOnlySpan<char> text, Span<byte> buffer) =>
        Encoding.ASCII.TryGetBytes(text, buffer, out var written) ? written : throw new ArgumentException("The key is too long.", nameof(text));
}
