using MerchantOps.Fraud;

namespace MerchantOps.Cases;

/// <summary>A case as callers see it (docs/schemas/case.json), in the language asked for.</summary>
public sealed record CaseView(
    string Id, string Merchant, string Kind, string Summary, double Score, string? Product, IReadOnlyList<string> Orders, bool Full, IReadOnlyList<EvidenceView> Evidence,
    CaseState State, string? Assignee, DateTimeOffset OpenedAt, CaseDecision? Decision, IReadOnlyList<CaseEntry> History)
{
    public static CaseView Of(CaseRecord record, Language language) => new(
        record.Id, record.Merchant, record.Kind, TextOf(record.Summary, language), record.Score, record.Product, record.Orders, record.Full,
        [.. record.Evidence.Select(e => new EvidenceView(e.Code, e.Weight, TextOf(e.Text, language)))],
        record.State, record.Assignee, record.OpenedAt, record.Decision, record.History);

    private static string TextOf(CaseText text, Language language) => language == Language.Chinese ? text.Chinese : text.English;
}

/// <param name="Weight">0 to 1.</param>
public sealed record EvidenceView(string Code, double Weight, string Text);

/// <summary>A page of cases; <paramref name="Next"/> is what to give as <c>after</c> for the next page, null on the last.</summary>
public sealed record CasePage(IReadOnlyList<CaseView> Cases, string? Next);

/// <summary>Whom to give a case to (<c>PUT …/assignee</c>); null takes it back.</summary>
public sealed record AssignRequest(string? Assignee = null);

/// <summary>A verdict on a case (<c>POST …/decide</c>).</summary>
public sealed record DecideRequest(CaseVerdict Verdict, string? Note = null);
