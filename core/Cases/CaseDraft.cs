namespace MerchantOps.Cases;

/// <summary>What somebody found that a person should look at: orders that belong together, and why.</summary>
public sealed record CaseDraft
{
    /// <summary>Orders kept per case; what goes beyond is left out and said so.</summary>
    public const int MaxOrders = 1_000;

    public required string Merchant { get; init; }

    /// <summary>What kind of finding: <see cref="CaseKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The same finding has the same key whenever it is found again, 1 to 200 characters of any kind; with merchant and kind it is the case's identity.</summary>
    public required string Key { get; init; }

    /// <summary>One line that says what was found.</summary>
    public required CaseText Summary { get; init; }

    /// <summary>How sure, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>The listing it is about, if any.</summary>
    public string? Product { get; init; }

    /// <summary>Ids as <see cref="Orders.OrderRecord.Id"/> has them, such as <c>main:1001</c>; at least one.</summary>
    public required IReadOnlyList<string> Orders { get; init; }

    /// <summary>What speaks for it, strongest first; replaces that of an earlier draft.</summary>
    public required IReadOnlyList<CaseEvidence> Evidence { get; init; }
}

/// <summary>A text in the languages we speak.</summary>
public sealed record CaseText(string English, string Chinese);

/// <param name="Code">Stable, in kebab case, such as <c>shared-device</c>.</param>
/// <param name="Weight">How much it counts, 0 to 1.</param>
public sealed record CaseEvidence(string Code, double Weight, CaseText Text);

/// <summary>The kinds of cases.</summary>
public static class CaseKinds
{
    /// <summary>Stopped or fraudulent orders that share a device, card or address. A verdict of fraud labels them as fraud.</summary>
    public const string LinkedOrders = "linked-orders";

    /// <summary>Orders that nobody meant to buy by (刷单). A verdict marks them as fake, which is no fraud of a payment.</summary>
    public const string Brushing = "brushing";
}
