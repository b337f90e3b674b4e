using MerchantOps.Events;
using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Rules.Expressions;
using MerchantOps.Orders;

namespace MerchantOps.Tests.Core.Fraud.Rules;

/// <summary>Orders and rule sets for the tests of this folder, over a few features of its own.</summary>
internal static class RuleScene
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly string[] Features = ["amount", "device_cards", "person_fraud_share", "guest", "account_minutes", "country"];

    public static readonly RuleFields Fields = new(Features);

    public static Order Order { get; } = new()
    {
        Id = "1",
        PlacedAt = Noon,
        Total = new Money(409.94m, "EUR"),
        Buyer = new Buyer("c1", "Anna.Noon@Shop.Example.com", RegisteredAt: Noon.AddMinutes(-30), Orders: 3),
        Billing = new Address(Country: "DE", City: "Ulm"),
        Shipping = new Address(Country: "fr"),
        Payment = new Payment("card", Bin: "411111"),
    };

    public static RuleInputs Inputs(
        Order? order = null, float amount = 100, float cards = 1, float share = 0, float guest = 0, float minutes = 30, double? probability = null) =>
        new(order ?? Order, "acme", "main", [amount, cards, share, guest, minutes, 7], probability);

    public static RuleSet Parse(string yaml) => RuleSet.Parse(yaml, Fields);

    /// <summary>A set of one rule.</summary>
    public static RuleSet One(string when, string effect = "score: 0.6", string more = "", string text = "en: e, zh: z") =>
        Parse($"version: 1\nrules:\n- code: one\n  when: {when}\n  {effect}\n  text: {{{text}}}\n{more}");

    public static List<FiredRule> Evaluate(RuleSet rules, RuleInputs? inputs = null, RuleLimits? limits = null)
    {
        var fired = new List<FiredRule>();
        rules.Evaluate(inputs ?? Inputs(), limits, fired);
        return fired;
    }
}
