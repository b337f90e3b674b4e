using MerchantOps.Errors;
using MerchantOps.Fraud;

namespace MerchantOps.Cases;

/// <summary>Opens, lists, assigns and decides cases. Thread-safe.</summary>
public sealed class CaseBook(CaseStore store, CaseVerdicts verdicts, TimeProvider time) : ICaseBook
{
    private const int MaxTries = 20;

    public async Task<string> OpenAsync(CaseDraft draft, CancellationToken ct)
    {
        CaseRules.Validate(draft);
        for (var attempt = 0; attempt < MaxTries; attempt++)
            if (await TryOpenAsync(draft, ct) is { } id)
                return id;
        throw new UnavailableException("store", "The case kept changing while it was opened.");
    }

    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<CaseRecord> FindAsync(string merchant, string id, CancellationToken ct) => (await store.FindAsync(merchant, id, ct)).Case;

    /// <summary>A page of cases: the open ones of all merchants newest first, or a merchant's by id.</summary>
    /// <param name="state">Only these; without a merchant only the open ones can be listed.</param>
    /// <exception cref="InvalidInputException">Others than open ones without a merchant.</exception>
    public async Task<CasePage> ListAsync(string? merchant, CaseState? state, int limit, string? after, Language language, CancellationToken ct)
    {
        if (merchant is null && state is not (null or CaseState.Open))
            throw new InvalidInputException("merchant-needed", "Without a merchant only open cases are listed; name the merchant.");

        var (cases, next) = merchant is null
            ? await store.ListOpenAsync(limit, after, ct)
            : await store.ListAsync(merchant, c => state is null || c.State == state, limit, after, ct);
        return new CasePage([.. cases.Select(c => CaseView.Of(c, language))], next);
    }

    /// <summary>Gives an open case to somebody, or takes it back (null). The same again changes nothing.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ConflictException">It is decided.</exception>
    public Task<CaseRecord> AssignAsync(string merchant, string id, string? assignee, string by, CancellationToken ct) =>
        ChangeAsync(merchant, id, c => CaseRules.Assign(c, assignee, by, time.GetUtcNow()), ct);

    /// <summary>
    /// Decides a case and tells its orders. The verdict is stored first, so of two reviewers one decides; whatever a kill leaves undone is
    /// carried on by <see cref="CaseVerdicts.ContinueAsync"/>, or by the same call again.
    /// </summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ConflictException">It was decided otherwise, or by somebody else.</exception>
    public async Task<CaseRecord> DecideAsync(string merchant, string id, DecideRequest request, string by, CancellationToken ct)
    {
        await store.PointToDecidingAsync((await store.FindAsync(merchant, id, ct)).Case, ct);
        var decided = await ChangeAsync(merchant, id, c => CaseRules.Decide(c, request.Verdict, request.Note, by, time.GetUtcNow()), ct);
        return await verdicts.TellAsync(decided, ct);
    }

    private async Task<string?> TryOpenAsync(CaseDraft draft, CancellationToken ct)
    {
        var stem = CaseRecord.StemOf(draft.Kind, draft.Key);
        var known = await store.FindAllAsync(draft.Merchant, stem, ct);
        if (known is [.., { Case.State: CaseState.Open } open])
        {
            var grown = CaseRules.Grow(open.Case, draft, time.GetUtcNow());
            return ReferenceEquals(grown, open.Case) || await store.SaveAsync(grown, open.ETag, ct) ? await PointedAsync(grown, ct) : null;
        }

        string[] orders = [.. draft.Orders.Except(known.SelectMany(static c => c.Case.Orders), StringComparer.Ordinal)];
        if (orders.Length == 0)
            return known[^1].Case.Id;

        var opened = CaseRules.Open(draft, CaseRecord.IdOf(stem, known.Count + 1), orders, time.GetUtcNow());
        return await store.SaveAsync(opened, etag: null, ct) ? await PointedAsync(opened, ct) : null;
    }

    // Also for a case that is there already: a kill may have come between it and its pointer.
    private async Task<string> PointedAsync(CaseRecord open, CancellationToken ct)
    {
        await store.PointToOpenAsync(open, ct);
        return open.Id;
    }

    private async Task<CaseRecord> ChangeAsync(string merchant, string id, Func<CaseRecord, CaseRecord> change, CancellationToken ct)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var known = await store.FindAsync(merchant, id, ct);
            var changed = change(known.Case);
            if (ReferenceEquals(changed, known.Case) || await store.SaveAsync(changed, known.ETag, ct))
                return changed;
        }

        throw new UnavailableException("store", "The case kept changing.");
    }
}
