namespace MerchantOps.Brushing;

/// <summary>What the review of an order tells.</summary>
internal static class ReviewFacts
{
    private const int MinLetters = 12, MinSigns = 6;

    /// <summary>After the window an order may still be reviewed, so the youngest without a review tell nothing.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromDays(3);

    /// <summary>An answer of <see cref="BrushingFact.Review"/> per order; unknown where the shop has no reviews at all.</summary>
    public static byte[] Times(BrushingTable table)
    {
        var reviewed = new HashSet<(string, string)>();
        for (var i = 0; i < table.Count; i++)
            if (table.Reviews[i] is { } review)
                reviewed.Add((review.Merchant, review.Shop));

        var answers = new byte[table.Count];
        var until = table.Count > 0 ? table.Orders[^1].At : default;
        for (var i = 0; i < answers.Length; i++)
            answers[i] = table.Reviews[i] is { } review ? AnswerOf(table.Orders[i], review)
                : !reviewed.Contains((table.Orders[i].Merchant, table.Orders[i].Shop)) || until - table.Orders[i].At < Early ? BrushingFact.Unknown : (byte)0;
        return answers;
    }

    /// <summary>An answer of <see cref="BrushingFact.Text"/> per order; short texts are the same by chance and tell nothing.</summary>
    public static byte[] Texts(BrushingTable table)
    {
        var texts = new string?[table.Count];
        var first = new Dictionary<(string Merchant, string Text), (int Buyer, bool Shared)>();
        for (var i = 0; i < texts.Length; i++)
        {
            if ((texts[i] = Plain(table.Reviews[i]?.Text)) is not { } text)
                continue;
            var key = (table.Orders[i].Merchant, text);
            first[key] = first.TryGetValue(key, out var known) ? (known.Buyer, known.Shared || known.Buyer != table.Buyers[i]) : (table.Buyers[i], false);
        }

        var answers = new byte[texts.Length];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = texts[i] is not { } text ? BrushingFact.Unknown : first[(table.Orders[i].Merchant, text)].Shared ? (byte)1 : (byte)0;
        return answers;
    }

    private static byte AnswerOf(BrushingOrder order, BrushingReview review)
    {
        var waited = review.At - order.At;
        // Before the goods can have come is as good as at once.
        var quick = waited < TimeSpan.FromDays(1) || review.At < order.FulfilledAt?.AddHours(12);
        var when = quick ? 1 : waited < TimeSpan.FromDays(3) ? 3 : 5;
        return (byte)(review.Rating >= 5 ? when : when + 1);
    }

    /// <summary>Letters and digits in lower case; null when there are too few of them.</summary>
    private static string? Plain(string? text)
    {
        if (text is null)
            return null;
        string plain = new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).Take(200)]);
        return plain.Length >= (plain.Any(static c => c >= 0x2E80) ? MinSigns : MinLetters) ? plain : null;
    }
}
