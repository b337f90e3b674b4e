using MerchantOps.Errors;
using MerchantOps.Fraud;
using MerchantOps.Orders;

namespace MerchantOps.Reviews;

/// <summary>When an order can be appealed, and what that does. Pure over the record, asked by the door and again by the consumer.</summary>
public static class AppealRules
{
    public const int MaxAppeals = 3;

    /// <summary>Why there can be no appeal; null when there can.</summary>
    public static MerchantOpsException? Refusal(OrderRecord record)
    {
        if (record.OpenAppeal is not null)
            return new ConflictException("appeal-open", "This order's appeal is not decided yet; wait for the reviewer.");
        if (record.Outcome is null or Outcome.Approve && record.Label is not { Fraud: true })
            return new ConflictException("nothing-to-appeal", "This order is neither stopped nor called a fraud.");
        return record.Appeals.Count >= MaxAppeals
            ? new ConflictException("appeals-exhausted", $"This order was appealed {MaxAppeals} times; its last verdict stands.")
            : null;
    }

    /// <summary>Whether the open appeal is this very one, so that filing it again changes nothing.</summary>
    public static bool IsRepeated(OrderRecord record, OrderAppeal appeal) => record.OpenAppeal is { } open && (open.By, open.Text) == (appeal.By, appeal.Text);

    /// <summary>Takes the appeal in, unless it is refused: a declined order waits for review again.</summary>
    public static void Apply(OrderRecord record, OrderAppeal appeal)
    {
        if (Refusal(record) is not null)
            return;

        record.Appeals.Add(new RecordedAppeal(appeal.By, appeal.At, appeal.Text));
        if (record.Outcome == Outcome.Decline)
            record.Override = new OutcomeOverride(Outcome.Review, appeal.At, appeal.By, "appealed");
    }
}
