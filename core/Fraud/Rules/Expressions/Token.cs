namespace MerchantOps.Fraud.Rules.Expressions;

/// <param name="Offset">Characters from the start of the expression.</param>
/// <param name="Text">The word, the sign, or what stands between the quotes.</param>
/// <param name="Number">Of a number; seconds of a duration.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, string Text, double Number = 0)
{
    public bool Is(string text) => Kind is TokenKind.Sign or TokenKind.Word && Text == text;
}

internal enum TokenKind
{
    End,
    Word,
    Number,
    Duration,
    Text,
    Sign,
}
