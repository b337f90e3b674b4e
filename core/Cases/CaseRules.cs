using System.Globalization;
using MerchantOps.Errors;
using MerchantOps.Reviews;
using MerchantOps.Shops;

namespace MerchantOps.Cases;

/// <summary>How a case comes to be, grows, and is decided. Pure.</summary>
internal static class CaseRules
{
    private const int MaxHistory = 200, MaxEvidence = 50, MaxKey = 200, MaxAssignee = 64;

    /// <exception cref="InvalidInputException">A field is missing or out of range; the message names it.</exception>
    public static void Validate(CaseDraft draft)
    {
        _ = ShopId.ParseMerchant(draft.Merchant);
        if (draft.Kind is not (CaseKinds.LinkedOrders or CaseKinds.Brushing))
            throw Invalid("kind", $"must be {CaseKinds.LinkedOrders} or {CaseKinds.Brushing}");
        if (draft.Key is not { Length: > 0 and <= MaxKey })
            throw Invalid("key", $"needs 1 to {MaxKey} characters");
        if (draft.Orders.Count == 0)
            throw Invalid("orders", "needs at least one");
        if (!(draft.Score is >= 0 and <= 1))
            throw Invalid("score", "must lie between 0 and 1");
        if (draft.Evidence.Count is 0 or > MaxEvidence)
            throw Invalid("evidence", $"needs 1 to {MaxEvidence} pieces");
    }

    public static CaseRecord Open(CaseDraft draft, string id, IReadOnlyList<string> orders, DateTimeOffset now)
    {
        string[] kept = [.. orders.Distinct(StringComparer.Ordinal).Take(CaseDraft.MaxOrders)];
        return new CaseRecord(
            id, draft.Merchant, draft.Kind, draft.Key, draft.Summary, draft.Score, draft.Product, kept, orders.Count > CaseDraft.MaxOrders, draft.Evidence,
            CaseState.Open, Assignee: null, now, Decision: null, [new CaseEntry(now, "opened", null, Count(kept.Length))]);
    }

    /// <summary>The open case with what the draft has found; the very same when that is nothing new.</summary>
    public static CaseRecord Grow(CaseRecord known, CaseDraft draft, DateTimeOffset now)
    {
        string[] more = [.. draft.Orders.Distinct(StringComparer.Ordinal).Except(known.Orders, StringComparer.Ordinal)];
        string[] kept = [.. more.Take(CaseDraft.MaxOrders - known.Orders.Count)];
        if (kept.Length == 0 && known.Full == (known.Full || more.Length > 0) && draft.Score == known.Score && draft.Summary == known.Summary)
            return known;

        var grown = known with
        {
            Orders = [.. known.Orders, .. kept],
            Full = known.Full || more.Length > kept.Length,
            Summary = draft.Summary,
            Score = draft.Score,
            Evidence = draft.Evidence,
        };
        return kept.Length == 0 ? grown : Told(grown, new CaseEntry(now, "grown", null, Count(kept.Length)));
    }

    /// <exception cref="ConflictException">It is decided.</exception>
    /// <exception cref="InvalidInputException">The name is too long.</exception>
    public static CaseRecord Assign(CaseRecord known, string? assignee, string by, DateTimeOffset now)
    {
        if (assignee is { Length: 0 or > MaxAssignee })
            throw Invalid("assignee", $"is a name of 1 to {MaxAssignee} characters");
        if (assignee == known.Assignee)
            return known;
        return known.State == CaseState.Open
            ? Told(known with { Assignee = assignee }, new CaseEntry(now, "assigned", by, assignee))
            : throw Decided();
    }

    /// <summary>The case with the verdict, on its way to its orders; the very same when this person gave this verdict before.</summary>
    /// <exception cref="ConflictException">It was decided otherwise, or by somebody else.</exception>
    /// <exception cref="InvalidInputException">The note is too long.</exception>
    public static CaseRecord Decide(CaseRecord known, CaseVerdict verdict, string? note, string by, DateTimeOffset now)
    {
        if (note?.Length > OrderReview.MaxNote)
            throw Invalid("note", $"has at most {OrderReview.MaxNote} characters");
        if (known.Decision is { } decision)
            return (decision.Verdict, decision.By) == (verdict, by) ? known : throw Decided();

        var decided = known with { State = CaseState.Deciding, Decision = new CaseDecision(verdict, by, now, note) };
        return Told(decided, new CaseEntry(now, "decided", by, verdict.ToString().ToLowerInvariant()));
    }

    /// <summary>What the verdict says of each order; null when nothing.</summary>
    public static ReviewVerdict? VerdictOnOrders(CaseRecord decided) => decided.Decision?.Verdict switch
    {
        CaseVerdict.Good => ReviewVerdict.Good,
        CaseVerdict.Fraud => decided.Kind == CaseKinds.Brushing ? ReviewVerdict.Fake : ReviewVerdict.Fraud,
        _ => null,
    };

    private static CaseRecord Told(CaseRecord record, CaseEntry entry) => record with { History = [.. record.History.Skip(record.History.Count - MaxHistory + 1), entry] };

    private static string Count(int orders) => string.Create(CultureInfo.InvariantCulture, $"{orders}");

    private static ConflictException Decided() => new("case-decided", "This case is decided; what comes after it opens another one.");

    private static InvalidInputException Invalid(string field, string rule) => new("invalid-case", $"{field} {rule}.");
}
