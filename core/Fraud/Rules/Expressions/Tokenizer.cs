using System.Globalization;

namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>Cuts an expression into tokens. Linear in its length.</summary>
internal static class Tokenizer
{
    public const int MaxTextLength = 200;

    private static readonly string[] Signs = ["<=", ">=", "!=", "==", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ","];

    /// <returns>The tokens, ending with one of kind <see cref="TokenKind.End"/>.</returns>
    /// <exception cref="ExpressionFault">A character, number or text cannot be read.</exception>
    public static List<Token> Tokenize(string source)
    {
        var tokens = new List<Token>();
        for (var at = 0; ;)
        {
            while (at < source.Length && char.IsWhiteSpace(source[at]))
                at++;
            if (at == source.Length)
                break;
            var token = Next(source, at, out at);
            tokens.Add(token);
        }

        tokens.Add(new Token(TokenKind.End, source.Length, "the end"));
        return tokens;
    }

    private static Token Next(string source, int start, out int end) => source[start] switch
    {
        '\'' or '"' => Text(source, start, out end),
        >= '0' and <= '9' => Number(source, start, out end),
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_' => Word(source, start, out end),
        _ => Sign(source, start, out end),
    };

    private static Token Word(string source, int start, out int end)
    {
        end = start;
        while (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] is '_' or '.'))
            end++;
        return new Token(TokenKind.Word, start, source[start..end]);
    }

    private static Token Sign(string source, int start, out int end)
    {
        foreach (var sign in Signs)
            if (source.AsSpan(start).StartsWith(sign, StringComparison.Ordinal))
            {
                end = start + sign.Length;
                return new Token(TokenKind.Sign, start, sign);
            }

        throw new ExpressionFault(start, $"the character {Shown(source[start])} has no meaning here");
    }

    // A quote is doubled to stand for itself.
    private static Token Text(string source, int start, out int end)
    {
        var (quote, text) = (source[start], new System.Text.StringBuilder());
        for (end = start + 1; end < source.Length; end++)
        {
            if (source[end] == quote && (end + 1 == source.Length || source[end + 1] != quote))
            {
                end++;
                return text.Length <= MaxTextLength
                    ? new Token(TokenKind.Text, start, text.ToString())
                    : throw new ExpressionFault(start, $"a text has at most {MaxTextLength} characters");
            }

            text.Append(source[end]);
            end += source[end] == quote ? 1 : 0;
        }

        throw new ExpressionFault(start, $"the text that begins here has no closing {quote}");
    }

    private static Token Number(string source, int start, out int end)
    {
        end = start;
        while (end < source.Length && (char.IsAsciiDigit(source[end]) || source[end] == '.'))
            end++;
        if (!double.TryParse(source.AsSpan(start, end - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1e15)
            throw new ExpressionFault(start, $"{source[start..end]} is not a number below 1e15");
        if (end == source.Length || !char.IsAsciiLetter(source[end]))
            return new Token(TokenKind.Number, start, source[start..end], value);

        var unit = SecondsOf(source[end++]);
        if (unit == 0 || (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] == '_')))
            throw new ExpressionFault(start, "a duration is a number with s, m, h, d or w, such as 30m");
        return new Token(TokenKind.Duration, start, source[start..end], value * unit);
    }

    private static double SecondsOf(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        'w' => 604_800,
        _ => 0,
    };

    private static string Shown(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'";
}
