using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MerchantOps.Events;
using MerchantOps.Fraud;
using MerchantOps.Reviews;
using MerchantOps.Storage;

namespace MerchantOps.Orders;

/// <summary>
/// The stored form of an order: its newest content, what happened to it, its decision, and which events it has taken in from where.
/// It may exist before its content, when a later event overtook the first. Not thread-safe: it belongs to the batch that loaded it.
/// </summary>
public sealed class OrderRecord
{
    public const string Container = "orders";

    /// <summary>Older marks are dropped; by then the stream no longer redelivers the events they stand for.</summary>
    private const int MaxMarks = 64, MaxChanges = 100, MaxLabelMoves = 64;

    [JsonPropertyName("v")]
    public int Version { get; set; } = 1;

    public required string Id { get; init; }

    public required string Merchant { get; init; }

    public required string Shop { get; init; }

    public required string Platform { get; set; }

    public string Status { get; set; } = "placed";

    public DateTimeOffset StatusAt { get; set; }

    public Decision? Decision { get; set; }

    /// <summary>The label that holds, of all <see cref="Statements"/>.</summary>
    public FraudLabel? Label { get; set; }

    /// <summary>Everything that was said of the order afterwards; empty in records written before there were several sources.</summary>
    public List<LabelStatement> Statements { get; set; } = [];

    /// <summary>A person's outcome in the place of the decided one.</summary>
    public OutcomeOverride? Override { get; set; }

    /// <summary>Verdicts, oldest first.</summary>
    public List<RecordedReview> Reviews { get; set; } = [];

    /// <summary>Appeals, oldest first; at most the last one is open.</summary>
    public List<RecordedAppeal> Appeals { get; set; } = [];

    /// <summary>A reviewer found that nobody meant to buy.</summary>
    public bool Fake { get; set; }

    /// <summary>What may happen to the order: as a person said, else as decided; null while undecided.</summary>
    [JsonIgnore]
    public Outcome? Outcome => Override?.Outcome ?? Decision?.Outcome;

    [JsonIgnore]
    public RecordedAppeal? OpenAppeal => Appeals is [.., { State: AppealState.Open } open] ? open : null;

    /// <summary>The queue it waits in: review also while an appeal is open; null when it is in none.</summary>
    [JsonIgnore]
    public Outcome? Queue => OpenAppeal is not null ? Fraud.Outcome.Review : Outcome is Fraud.Outcome.Approve ? null : Outcome;

    /// <summary>The order as its event had it; null until an event brought it.</summary>
    public RawJson? Content { get; set; }

    /// <summary>What the order was decided on, kept once the content has changed since.</summary>
    public RawJson? DecidedContent { get; set; }

    /// <summary>Time of the event that brought the content; older news is ignored.</summary>
    public DateTimeOffset? ContentAt { get; set; }

    public List<RecordedChange> Changes { get; set; } = [];

    /// <summary>Position of the event that moves the signals of this order, so that no other does.</summary>
    public string? SignalsAt { get; set; }

    /// <summary>The label was known when the signals moved, so they counted it then.</summary>
    public bool SignalsWithFraud { get; set; }

    /// <summary>The events that set or withdrew the label after the signals had moved; each moves them by its own step.</summary>
    public List<LabelMove> LabelMoves { get; set; } = [];

    /// <summary>The event by which a reviewer released the stopped order, so that what it came from and went to became the person's own.</summary>
    public string? TrustedAt { get; set; }

    /// <summary>Events taken in, by a digest of source and id, with their positions.</summary>
    public List<EventMark> Marks { get; set; } = [];

    /// <summary>The document of a shop's order.</summary>
    public static DocumentKey KeyOf(string merchant, string shop, string order) =>
        new(Container, merchant, $"{shop}:{DocumentKey.Escape(order)}");

    /// <summary>The content, read; null until an event brought it.</summary>
    public Order? ReadOrder() => Content is { } content ? JsonSerializer.Deserialize(content.Utf8.Span, EventJson.Default.Order) : null;

    /// <summary>Whether the order was decided on just this content.</summary>
    public bool IsDecidedOn(ReadOnlySpan<byte> content) => Decision is not null && (DecidedContent ?? Content) is { } decided && decided.Utf8.Span.SequenceEqual(content);

    /// <summary>The order as it was decided on; null until an event brought it.</summary>
    public Order? ReadDecidedOrder() =>
        DecidedContent is { } content ? JsonSerializer.Deserialize(content.Utf8.Span, EventJson.Default.Order) : ReadOrder();

    /// <summary>Where the event with this digest was taken in before, or null.</summary>
    public string? SeenAt(string digest)
    {
        foreach (var mark in Marks)
            if (mark.Event == digest)
                return mark.Position;
        return null;
    }

    public void Mark(string digest, string position)
    {
        if (Marks.Count >= MaxMarks)
            Marks.RemoveAt(0);
        Marks.Add(new EventMark(digest, position));
    }

    /// <summary>Takes in what somebody says of the order, in the event at <paramref name="position"/>; the label follows by <see cref="LabelPrecedence"/>.</summary>
    public void State(LabelStatement statement, string position)
    {
        var before = Label?.Fraud == true;
        if (Statements.Count == 0 && Label is { } known)
            Statements.Add(new LabelStatement(known.Fraud, known.At, known.Source));
        LabelPrecedence.Add(Statements, statement);
        Label = LabelPrecedence.Effective(Statements)!;
        if (SignalsAt is null || before == Label.Fraud)
            return;

        if (LabelMoves.Count >= MaxLabelMoves)
            LabelMoves.RemoveAt(0);
        LabelMoves.Add(new LabelMove(position, Label.Fraud ? 1 : -1));
    }

    /// <summary>Takes a stopped order as its person's own, on the word of the event at <paramref name="position"/>; once is enough.</summary>
    public void Trust(string position)
    {
        if (SignalsAt is not null && Decision is { Outcome: not Fraud.Outcome.Approve })
            TrustedAt ??= position;
    }

    /// <summary>How the event at <paramref name="position"/> moves the confirmed frauds of the order's entities: 1, −1 or 0.</summary>
    public int LabelMoveAt(string position)
    {
        foreach (var move in LabelMoves)
            if (move.Position == position)
                return move.By;
        return 0;
    }

    /// <summary>Takes newer content; older content changes nothing.</summary>
    public void Update(Order order, RawJson content, DateTimeOffset at)
    {
        if (ContentAt is { } known && at < known)
            return;

        if (Decision is not null && DecidedContent is null && Content is { } decided && !decided.Utf8.Span.SequenceEqual(content.Utf8.Span))
            DecidedContent = decided;
        (Content, ContentAt) = (content, at);
        if (order.Status is { Length: > 0 } status && at >= StatusAt)
            (Status, StatusAt) = (status, at);
    }

    /// <summary>Records what happened; the status follows the newest change.</summary>
    public void Change(string type, OrderChange change)
    {
        if (Changes.Count < MaxChanges)
            Changes.Add(new RecordedChange(type, change.At, change.Amount, change.Reason));
        if (change.At >= StatusAt && OrderStatus.After(type) is { } status)
            (Status, StatusAt) = (status, change.At);
    }

    /// <summary>Stands for an event: 72 bits of the SHA-256 of its source and id.</summary>
    public static string DigestOf(CloudEvent e)
    {
        Span<byte> hash = stackalloc byte[32];
        var length = Encoding.UTF8.GetByteCount(e.Source) + 1 + Encoding.UTF8.GetByteCount(e.Id);
        var text = length <= 1024 ? stackalloc byte[1024] : new byte[length];
        var used = Encoding.UTF8.GetBytes(e.Source, text);
        text[used++] = 0;
        used += Encoding.UTF8.GetBytes(e.Id, text[used..]);
        SHA256.HashData(text[..used], hash);
        return Base64Url.EncodeToString(hash[..9]);
    }
}

/// <summary>An event taken in, and where the stream had it.</summary>
public readonly record struct EventMark([property: JsonPropertyName("e")] string Event, [property: JsonPropertyName("p")] string Position);

/// <summary>A label set (1) or withdrawn (−1) by the event at a position.</summary>
public readonly record struct LabelMove([property: JsonPropertyName("p")] string Position, [property: JsonPropertyName("b")] int By);

/// <param name="Type">The event's type, such as <c>order.paid</c>.</param>
public sealed record RecordedChange(string Type, DateTimeOffset At, Money? Amount, string? Reason);

/// <summary>What is known afterwards: fraud confirmed, or withdrawn when the dispute was won.</summary>
/// <param name="Source">Who said so, such as <c>chargeback</c>.</param>
public sealed record FraudLabel(bool Fraud, DateTimeOffset At, string Source);
