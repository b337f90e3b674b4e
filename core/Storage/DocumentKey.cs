using System.Text;
using MerchantOps.Errors;

namespace MerchantOps.Storage;

/// <summary>Addresses one document. Each part is 1 to 200 characters of <c>[A-Za-z0-9_|:-]</c>.</summary>
public readonly record struct DocumentKey(string Container, string Partition, string Id)
{
    public const int MaxLength = 200;

    /// <exception cref="InvalidInputException">A part is empty, too long or has a character outside the alphabet.</exception>
    public void Validate()
    {
        Validate(Container, "container");
        Validate(Partition, "partition");
        Validate(Id, "id");
    }

    public static void Validate(string part, string name)
    {
        if (part is null || part.Length is 0 or > MaxLength)
            throw new InvalidInputException("invalid-key", $"A document's {name} must have 1 to {MaxLength} characters.");

        foreach (var c in part)
            if (!IsAllowed(c))
                throw new InvalidInputException("invalid-key", $"A document's {name} may only have letters, digits and _ | : -; escape foreign ids first.");
    }

    /// <summary>Whether the text can be a part of a key as it is.</summary>
    public static bool IsValid(string part) => part.Length is > 0 and <= MaxLength && part.All(IsAllowed);

    /// <summary>
    /// A key part for an id of somebody else's making: allowed characters but <c>_</c> stay, every other UTF-8 byte becomes <c>_XX</c>
    /// (upper-case hex). Injective, so two ids never share a key. An id whose escape would exceed 120 characters becomes
    /// <c>_h</c> and the 43 characters of its SHA-256 in URL-safe base64 (collision-resistant, not reversible).
    /// </summary>
    public static string Escape(string foreign)
    {
        ArgumentException.ThrowIfNullOrEmpty(foreign);
        if (foreign.Length <= 120 && IsPlain(foreign))
            return foreign;

        var text = new StringBuilder(foreign.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(foreign))
            if (b < 128 && IsAllowed((char)b) && b != '_' && b != '|' && b != ':')
                text.Append((char)b);
            else
                text.Append('_').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        return text.Length <= 120 ? text.ToString() : "_h" + Digest(foreign);
    }

    private static string Digest(string foreign)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(foreign));
        return Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (!IsAllowed(c) || c is '_' or '|' or ':')
                return false;
        return true;
    }

    private static bool IsAllowed(char c) =>
        c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '|' or ':' or '-';
}
