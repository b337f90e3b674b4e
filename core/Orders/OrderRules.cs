using MerchantOps.Errors;
using MerchantOps.Events;

namespace MerchantOps.Orders;

/// <summary>What a canonical order must keep to before anything is done with it.</summary>
public static class OrderRules
{
    public const decimal MaxTotal = 1_000_000_000m;

    public const int MaxLines = 1_000;

    /// <exception cref="InvalidInputException">The message names the field and its range.</exception>
    public static void Validate(Order order)
    {
        if (order.Id is not { Length: > 0 and <= 120 })
            throw new InvalidInputException("invalid-order-id", "An order needs an id of 1 to 120 characters.");
        if (order.Total.Currency is null || order.Total.Amount is < 0 or > MaxTotal)
            throw new InvalidInputException("invalid-total", $"An order's total must lie between 0 and {MaxTotal} and name its currency.");
        if (order.PlacedAt.Year is < 1990 or > 2200)
            throw new InvalidInputException("invalid-placed-at", "An order needs the time it was placed, in RFC 3339.");
        if (order.Lines is null || order.Lines.Count > MaxLines)
            throw new InvalidInputException("invalid-lines", $"An order has at most {MaxLines} lines.");
        foreach (var line in order.Lines)
            if (line is null || line.Quantity is < 0 or > 1_000_000 || Math.Abs(line.Price) > Money.Limit)
                throw new InvalidInputException("invalid-line", "An order line needs a quantity of 0 to 1,000,000 and a price below 1e12.");
    }
}
