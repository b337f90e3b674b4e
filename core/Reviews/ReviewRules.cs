using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Orders;

namespace MerchantOps.Reviews;

/// <summary>
/// What a verdict does to an order, and who may give it. Pure over the record: the door asks beforehand, the consumer has the last word,
/// because other verdicts may have come between.
/// </summary>
public static class ReviewRules
{
    private const int MaxReviews = 100;

    /// <summary>Why the verdict must not take effect; null when it may.</summary>
    public static MerchantOpsException? Refusal(OrderRecord record, OrderReview review)
    {
        if (review.ByMerchant && review.Verdict is not (ReviewVerdict.Release or ReviewVerdict.Hold or ReviewVerdict.Decline))
            return new ForbiddenException("labels-need-reviewer", "A merchant may release, hold or decline its orders; labels are a reviewer's, because other merchants' orders depend on them.");
        if (record.OpenAppeal is not { } appeal || !Decides(review))
            return null;
        if (review.ByMerchant)
            return new ForbiddenException("appeals-need-reviewer", "There is an open appeal, which a reviewer decides; a merchant may only hold the order.");
        return IsSame(appeal.By, review.Reviewer) || HasStopped(record, review.Reviewer)
            ? new ForbiddenException("another-reviewer-needed", "Whoever stopped the order or filed the appeal can't decide it; another reviewer must.")
            : null;
    }

    /// <summary>Whether the last verdict that took effect was this very one, so that saying it again changes nothing.</summary>
    public static bool IsRepeated(OrderRecord record, OrderReview review) =>
        record.OpenAppeal is null && record.Reviews.FindLast(static r => r.Refused is null) is { } last
        && (last.Verdict, last.Reviewer, last.Note, last.Case) == (review.Verdict, review.Reviewer, review.Note, review.Case);

    /// <summary>Takes the verdict in: outcome, label and appeal follow it, unless it is refused; it is recorded either way.</summary>
    /// <param name="position">Of its event, for the moves of signals that a changed label causes.</param>
    public static void Apply(OrderRecord record, OrderReview review, string position)
    {
        var (before, refusal) = (record.Outcome, Refusal(record, review));
        if (refusal is null)
            TakeEffect(record, review, position);
        if (record.Reviews.Count >= MaxReviews)
            record.Reviews.RemoveAt(0);
        record.Reviews.Add(new RecordedReview(review.Verdict, review.Reviewer, review.At, review.Note, review.Case, before, record.Outcome, refusal?.Code));
    }

    private static void TakeEffect(OrderRecord record, OrderReview review, string position)
    {
        var appealed = record.OpenAppeal is not null && Decides(review);
        var granted = appealed && review.Outcome == Outcome.Approve;
        if (granted || review.Verdict is ReviewVerdict.Good or ReviewVerdict.Fraud)
            record.State(new LabelStatement(review.Verdict == ReviewVerdict.Fraud, review.At, granted ? LabelSources.Appeal : LabelSources.Review, review.Reviewer), position);
        if (review.Verdict is ReviewVerdict.Fake or ReviewVerdict.Good)
            record.Fake = review.Verdict == ReviewVerdict.Fake;
        if (review.Outcome == Outcome.Approve && !review.ByMerchant)
            record.Trust(position);
        if (review.Outcome is { } outcome)
            record.Override = new OutcomeOverride(outcome, review.At, review.Reviewer, review.Note);
        if (appealed)
            record.Appeals[^1] = record.Appeals[^1] with { State = granted ? AppealState.Granted : AppealState.Denied, DecidedBy = review.Reviewer, DecidedAt = review.At };
    }

    private static bool Decides(OrderReview review) => review.Outcome is Outcome.Approve or Outcome.Decline;

    private static bool HasStopped(OrderRecord record, string reviewer) =>
        record.Reviews.Exists(r => r.Refused is null && r.Verdict is (ReviewVerdict.Hold or ReviewVerdict.Decline or ReviewVerdict.Fraud) && IsSame(r.Reviewer, reviewer));

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
