using MerchantOps.Fraud.Rules.Expressions;

namespace MerchantOps.Fraud.Rules.Files;

/// <summary>Reads how much a rule may stop: <c>limit: {orders: 50, share: 0.2, per: 1h}</c>, or <c>limit: none</c>.</summary>
internal sealed class LimitReader(FaultList faults)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromDays(30);

    /// <param name="standard">What holds without the key.</param>
    public RuleLimit? Read(YamlMap owner, string? rule, RuleLimit? standard)
    {
        var node = owner.Find("limit");
        if (node is null or YamlScalar { Text: "none" })
            return node is null ? standard : null;
        if (node is not YamlMap map)
        {
            faults.Add(node, rule, "limit is none, or has the keys orders, per and share");
            return null;
        }

        var values = new YamlValues(map, rule, faults);
        values.Only("orders", "share", "per");
        values.Required("orders");
        var (orders, share, per) = (values.Whole("orders", 1, 1_000_000), values.Number("share", 0, 1), PerOf(values.Required("per"), rule));
        return orders is { } number && per is { } time ? new RuleLimit(number, share ?? 0, time) : null;
    }

    private TimeSpan? PerOf(YamlScalar? scalar, string? rule)
    {
        if (scalar is null)
            return null;
        try
        {
            if (Tokenizer.Tokenize(scalar.Text) is [{ Kind: TokenKind.Duration } duration, _] && duration.Number >= Shortest.TotalSeconds && duration.Number <= Longest.TotalSeconds)
                return TimeSpan.FromSeconds(Math.Round(duration.Number));
        }
        catch (ExpressionFault)
        {
            // Told below, as anything else that is no duration.
        }

        faults.Add(scalar, rule, "per is a duration from 1m to 30d, such as 1h");
        return null;
    }
}
