using MerchantOps.Fraud.Signals;

namespace MerchantOps.Fraud;

/// <summary>What the built-in rules ask of an order's features. Origin is the device, else the network, else the card.</summary>
public readonly struct RuleFacts(OrderFeatures features)
{
    public double Amount => features["amount"];

    public double AmountVsCustomer => Known(features["person_amount_ratio"]);

    public bool Guest => features["guest"] > 0;

    public int CustomerOrders => (int)Known(features["person_orders"]);

    public double CustomerOrdersDay => Known(features["person_orders_1d"]);

    public double CustomerFrauds => Share("person");

    public double? AccountMinutes => float.IsNaN(features["account_minutes"]) ? null : features["account_minutes"];

    public EntityKind Origin =>
        !float.IsNaN(features["device_orders"]) ? EntityKind.Device : !float.IsNaN(features["network_orders"]) ? EntityKind.Network : EntityKind.Card;

    public double OriginOrdersHour => Known(features[$"{Word}_orders_1h"]);

    public double OriginOrdersDay => Known(features[$"{Word}_orders_1d"]);

    public int OriginCustomers => Origin == EntityKind.Card ? 1 : (int)Known(features[$"{Word}_persons"]);

    public int OriginCards => Origin == EntityKind.Card ? 1 : (int)Known(features[$"{Word}_cards"]);

    public int OriginMerchants => Origin == EntityKind.Network ? 1 : (int)Known(features[$"{Word}_shops"]);

    public double OriginFrauds => Share(Word);

    public bool NewOrigin => Origin == EntityKind.Network ? features["person_new_network"] > 0 : features["person_new_device"] > 0;

    public bool NewDestination => features["person_new_address"] > 0;

    public bool ShipsAbroad => features["ships_abroad"] > 0;

    public bool AddressAbroad => features["address_abroad"] > 0;

    public bool CardAbroad => features["card_abroad"] > 0;

    private string Word => Origin switch { EntityKind.Device => "device", EntityKind.Network => "network", _ => "card" };

    private double Share(string kind) => Known(features[$"{kind}_orders"]) is > 0 and var orders ? Known(features[$"{kind}_frauds"]) / orders : 0;

    private static double Known(float value) => float.IsNaN(value) ? 0 : value;
}
