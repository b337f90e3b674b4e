using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Fraud.Signals;
using MerchantOps.Orders;
using MerchantOps.Streaming;

namespace MerchantOps.Reviews;

/// <summary>
/// Takes verdicts, appeals and suppressions into the stream; only the consumer changes orders and entities, so that it happens once. What is
/// given back is the order as it will be, unless an event already under way says otherwise. To say the same again is harmless. Thread-safe.
/// </summary>
public sealed class ReviewDesk(IEventStream stream, PersonalHash hash, TimeProvider time)
{
    /// <param name="record">As stored now; belongs to this call.</param>
    /// <param name="reviewer">A person's name, or <c>merchant/acme</c>.</param>
    /// <exception cref="InvalidInputException">A field is wrong.</exception>
    /// <exception cref="ForbiddenException">This reviewer may not give this verdict.</exception>
    /// <exception cref="ConflictException">The order's content has not come yet.</exception>
    public async Task<OrderRecord> ReviewAsync(OrderRecord record, ReviewRequest request, string reviewer, CancellationToken ct)
    {
        var review = new OrderReview(OrderEvents.IdOf(record), request.Verdict, reviewer, time.GetUtcNow(), request.Note);
        review.Validate();
        if (ReviewRules.IsRepeated(record, review))
            return record;
        if (ReviewRules.Refusal(record, review) is { } refusal)
            throw refusal;

        var id = IdOf(record, "reviewed", $"{review.Verdict}", reviewer, review.Note);
        await stream.AppendAsync([OrderEvents.Of(record, review.Order, EventTypes.OrderReviewed, id, review.At, review, EventJson.Default.OrderReview)], ct);
        ReviewRules.Apply(record, review, position: id);
        return record;
    }

    /// <param name="record">As stored now; belongs to this call.</param>
    /// <param name="by">Who appeals, as audit entries show it.</param>
    /// <exception cref="InvalidInputException">The text is missing or too long.</exception>
    /// <exception cref="ConflictException">There is nothing to appeal, an appeal is open, or there were too many.</exception>
    public async Task<OrderRecord> AppealAsync(OrderRecord record, AppealRequest request, string by, CancellationToken ct)
    {
        var appeal = new OrderAppeal(OrderEvents.IdOf(record), by, time.GetUtcNow(), request.Text);
        appeal.Validate();
        if (AppealRules.IsRepeated(record, appeal))
            return record;
        if (AppealRules.Refusal(record) is { } refusal)
            throw refusal;

        var id = IdOf(record, "appealed", by, request.Text);
        await stream.AppendAsync([OrderEvents.Of(record, appeal.Order, EventTypes.OrderAppealed, id, appeal.At, appeal, EventJson.Default.OrderAppeal)], ct);
        AppealRules.Apply(record, appeal);
        return record;
    }

    /// <param name="record">An order of the entity, as stored now.</param>
    /// <param name="by">The reviewer.</param>
    /// <returns>What will hold for the entity.</returns>
    /// <exception cref="InvalidInputException">A field is wrong.</exception>
    /// <exception cref="UnprocessableException">The order moves no entity of that kind.</exception>
    /// <exception cref="ConflictException">The order's content has not come yet.</exception>
    public async Task<EntitySuppression> SuppressAsync(OrderRecord record, SuppressRequest request, string by, CancellationToken ct)
    {
        var suppression = new EntitySuppression(OrderEvents.IdOf(record), request.Kind, request.Mode, request.Until, by, time.GetUtcNow(), request.Note);
        suppression.Validate();
        if (OrderEntities.Of(record.Merchant, record.Shop, record.ReadDecidedOrder()!, hash).IndexOf(request.Kind) < 0)
            throw new UnprocessableException("entity-not-told", "This order tells of no such entity, or of five others before it; name another kind or order.");

        // The newest holds, so it needs no memory of what was said before: a retry is a newer one.
        var id = IdOf(record, "suppressed", $"{request.Kind}", $"{request.Mode}", $"{suppression.At:O}", by);
        await stream.AppendAsync([OrderEvents.Of(record, suppression.Order, EventTypes.EntitySuppressed, id, suppression.At, suppression, EventJson.Default.EntitySuppression)], ct);
        return suppression;
    }

    // A retry before the event is applied has the same id; after it, the rules know the repetition. The counts tell a verdict from the
    // same one given again after another.
    private static string IdOf(OrderRecord record, string verb, params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{record.Id}|{record.Reviews.Count}|{record.Appeals.Count}");
        foreach (var part in parts)
            text.Append('\0').Append(part);
        return $"{verb}-{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16))}";
    }
}

/// <summary>A verdict on an order (<c>POST …/review</c>).</summary>
public sealed record ReviewRequest(ReviewVerdict Verdict, string? Note = null);

/// <summary>An objection (<c>POST …/appeal</c>).</summary>
public sealed record AppealRequest(string Text);
