using System.Collections.Frozen;
using MerchantOps.Fraud.Signals;

namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>
/// What rules can look at: the features by their names (category codes left out: their texts are there), and the order's own fields.
/// Immutable.
/// </summary>
internal sealed class RuleFields
{
    private static readonly FrozenSet<string> Categories = ["country", "channel", "browser", "method"];

    // Told as 0 or 1, and read as conditions.
    private static readonly FrozenSet<string> Flags =
    [
        "tiny_amount", "round_amount", "guest", "ships_abroad", "address_abroad", "card_abroad", "mail_free",
        "person_new_device", "person_new_card", "person_new_address", "person_new_network",
    ];

    // They may be compared, but not told: the values of a reason are stored in the clear with the decision.
    private static readonly FrozenSet<string> PersonalFields =
    [
        "buyer.id", "buyer.email", "buyer.phone", "buyer.name", "device.id", "device.ip", "payment.fingerprint", "payment.last4",
        "billing.name", "billing.line1", "billing.postal_code", "shipping.name", "shipping.line1", "shipping.postal_code",
    ];

    private readonly FrozenDictionary<string, Expression> fields;

    /// <param name="features">Names of the features, in the order of their values.</param>
    public RuleFields(IReadOnlyList<string> features)
    {
        var all = new Dictionary<string, Expression>(StringComparer.Ordinal);
        for (var i = 0; i < features.Count; i++)
            if (!Categories.Contains(features[i]))
                all[features[i]] = Feature(i, Flags.Contains(features[i]));
        foreach (var (name, field) in OrderFields.All)
            all[name] = field;
        fields = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Those of this program.</summary>
    public static RuleFields Shipped { get; } = new(OrderFeatures.Names);

    public IEnumerable<string> Names => fields.Keys;

    public static bool IsPersonal(string name) => PersonalFields.Contains(name);

    public Expression? Find(string name) => fields.GetValueOrDefault(name);

    public static double SecondsOf(DateTimeOffset? time) => time is { } known ? known.ToUnixTimeMilliseconds() / 1000.0 : double.NaN;

    private static Expression Feature(int index, bool flag) => flag
        ? new TruthExpression((scoped in i) => i.Features[index] > 0, (scoped in i) => float.IsNaN(i.Features[index]))
        : new NumberExpression(NumberKind.Number, (scoped in i) => i.Features[index], Single: true);
}
