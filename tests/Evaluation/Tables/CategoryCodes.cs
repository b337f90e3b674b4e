using System.Text;

namespace MerchantOps.Evaluation.Tables;

/// <summary>Codes for names, in the order in which they are first seen. Not thread-safe.</summary>
public sealed class CategoryCodes
{
    private readonly List<string> names;
    private readonly Dictionary<string, int> codes;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private char[] buffer = new char[64];

    public CategoryCodes(IReadOnlyList<string>? known = null)
    {
        names = [.. known ?? []];
        codes = names.Select((name, code) => (name, code)).ToDictionary(pair => pair.name, pair => pair.code, StringComparer.Ordinal);
        lookup = codes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>By code.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The code of a name in UTF-8, which gets one if it has none; NaN for an empty name.</summary>
    public float Learn(ReadOnlySpan<byte> name)
    {
        var text = Decode(name);
        if (text.IsEmpty)
            return float.NaN;
        if (lookup.TryGetValue(text, out var code))
            return code;
        var added = text.ToString();
        codes.Add(added, names.Count);
        names.Add(added);
        return names.Count - 1;
    }

    /// <summary>The code of a name in UTF-8; NaN when it is empty or not known.</summary>
    public float Find(ReadOnlySpan<byte> name) => lookup.TryGetValue(Decode(name), out var code) ? code : float.NaN;

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> name)
    {
        if (buffer.Length < name.Length)
            buffer = new char[name.Length * 2];
        return buffer.AsSpan(0, Encoding.UTF8.GetChars(name, buffer));
    }
}
