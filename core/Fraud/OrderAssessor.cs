using MerchantOps.Fraud.Rules;
using MerchantOps.Fraud.Signals;
using MerchantOps.Fraud.Training;
using MerchantOps.Orders;

namespace MerchantOps.Fraud;

/// <summary>Decides whether an order may ship, by the rules and the model in force. Thread-safe; either may be swapped between two calls.</summary>
public sealed class OrderAssessor(IRuleBook rules, IActiveFraudModel models, TimeProvider time)
{
    public Decision Assess(OrderToAssess order)
    {
        var features = OrderFeatures.Of(order.Order, order.Entities, order.Known);
        var (active, model) = (rules.Current, models.Current);
        double? probability = model?.Predict(features.Values);
        var fired = new List<FiredRule>(4);
        active.Evaluate(new RuleInputs(order.Order, order.Merchant, order.Shop, features.Values, probability), fired);
        var inputs = new DecisionInputs(NameOf(order.Merchant, order.Shop, order.Order), order.Order, features, fired, active.Rules.Version, model, probability, order.Policy, order.Suppressed);
        return DecisionMaker.Decide(inputs, time.GetUtcNow()) with { ShadowProbability = models.Shadow?.Predict(features.Values) };
    }

    internal static string NameOf(string merchant, string shop, Order order) => $"{merchant}/{shop}/{order.Id}";
}

/// <summary>An order with what is known before it.</summary>
/// <param name="Known">Signals, one per entity; null for one never seen.</param>
/// <param name="Suppressed">What a person decided about one of its entities, if that still holds.</param>
public sealed record OrderToAssess(
    string Merchant, string Shop, Order Order, OrderEntities Entities, EntitySignals?[] Known, DecisionPolicy Policy, SuppressionMode? Suppressed = null);
