using System.Globalization;
using System.Text;

namespace MerchantOps.Learning.Text;

/// <summary>
/// Brings a text into the form its n-grams are taken from: words in lower case between single blanks, each character of a script that
/// puts no blanks between words (Han, kana) and each pictograph a word of its own, full-width forms as plain ones, apostrophes left out
/// ("can't" is "cant"). Does not depend on the host's language or on ICU, so that a model reads the same everywhere. Stateless.
/// </summary>
internal static class TextFolding
{
    /// <summary>Characters the folded form has at most.</summary>
    public static int MaxLength(int length) => (2 * length) + 2;

    /// <summary>Writes the folded form, which begins and ends with a blank, and returns its length; 1 when there is no word.</summary>
    public static int Fold(ReadOnlySpan<char> text, Span<char> into)
    {
        into[0] = ' ';
        var at = 1;
        while (!text.IsEmpty)
        {
            if (char.IsAscii(text[0]))
            {
                at = Append(char.ToLowerInvariant(text[0]), into, at);
                text = text[1..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var used);
            at = Append(Plain(rune), into, at);
            text = text[used..];
        }

        return into[at - 1] == ' ' ? at : Blank(into, at);
    }

    /// <summary>True for a character that is a word by itself.</summary>
    public static bool StandsAlone(Rune rune) => rune.Value switch
    {
        < 0x2E80 => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol,
        >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF => true,
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol && rune != Rune.ReplacementChar,
    };

    private static int Append(char c, Span<char> into, int at)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            into[at] = c;
            return at + 1;
        }

        return c == '\'' || into[at - 1] == ' ' ? at : Blank(into, at);
    }

    private static int Append(Rune rune, Span<char> into, int at)
    {
        if (rune.IsAscii)
            return Append((char)rune.Value, into, at);
        if (StandsAlone(rune))
        {
            at = into[at - 1] == ' ' ? at : Blank(into, at);
            return Blank(into, at + rune.EncodeToUtf16(into[at..]));
        }

        if (IsPartOfWord(rune))
            return at + rune.EncodeToUtf16(into[at..]);
        return rune.Value == '\u2019' || into[at - 1] == ' ' ? at : Blank(into, at);
    }

    private static int Blank(Span<char> into, int at)
    {
        into[at] = ' ';
        return at + 1;
    }

    private static Rune Plain(Rune rune) =>
        Rune.ToLowerInvariant(rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune);

    private static bool IsPartOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;
}
