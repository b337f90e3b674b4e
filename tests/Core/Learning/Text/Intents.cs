using MerchantOps.Learning.Text;

namespace MerchantOps.Tests.Core.Learning.Text;

/// <summary>Made-up questions to a shop, of nine intents.</summary>
internal static class Intents
{
    private static readonly string[] Starts = ["", "please", "hi,", "hello there", "i want to know", "can you tell me", "i'd like to know", "urgent:"];
    private static readonly string[] Ends = ["", "?", "please", "thanks", "as soon as possible", "today", "for my last order"];

    private static readonly (string Label, string[] Phrases)[] Kinds =
    [
        ("track", ["where is my parcel", "when does my package arrive", "track the delivery", "has my parcel been shipped"]),
        ("refund", ["how do i get my money back", "i want a refund", "refund the payment", "when is my money returned"]),
        ("cancel", ["cancel my order", "i changed my mind, stop the order", "how can i cancel", "do not send the order"]),
        ("address", ["change the delivery address", "i moved, new address", "send it to another address", "my street is wrong"]),
        ("invoice", ["i need an invoice", "where is the bill", "send me the receipt", "invoice with tax number"]),
        ("account", ["i forgot my password", "cannot log in", "delete my account", "reset the login"]),
        ("payment", ["my card was declined", "which payment methods are there", "can i pay by bank transfer", "card does not work"]),
        ("size", ["does the shirt run small", "which size fits", "size chart for shoes", "is the jacket too large"]),
        ("broken", ["the item arrived broken", "glass is damaged", "it does not work, defect", "screen has a crack"]),
    ];

    public static TextModel Model { get; } = Learned();

    /// <param name="noise">Share of labels that are drawn at random.</param>
    public static (string[] Texts, string[] Labels) Sample(int count, int seed, double noise = 0)
    {
        var random = new Random(seed);
        var (texts, labels) = (new string[count], new string[count]);
        for (var i = 0; i < count; i++)
        {
            var (label, phrases) = Kinds[random.Next(Kinds.Length)];
            texts[i] = $"{Pick(Starts)} {Pick(phrases)} {Pick(Ends)}";
            labels[i] = random.NextDouble() < noise ? Kinds[random.Next(Kinds.Length)].Label : label;
        }

        return (texts, labels);

        string Pick(string[] of) => of[random.Next(of.Length)];
    }

    private static TextModel Learned()
    {
        var (texts, labels) = Sample(500, seed: 1);
        return new TextLearner(new TextLearnerOptions { Bits = 16, Threads = 1 }).Learn(texts, labels, null, CancellationToken.None);
    }
}
