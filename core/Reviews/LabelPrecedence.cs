using MerchantOps.Orders;

namespace MerchantOps.Reviews;

/// <summary>
/// Which of contradictory statements holds: the newest of those with the most weight. Bank and appeal weigh most (the one moved the
/// money, the other is a second person's look at a first one's verdict), then a reviewer, then the merchant's own refund. So a chargeback
/// beats a reviewer's <c>good</c>, a granted appeal beats the chargeback before it, and a later chargeback beats that.
/// </summary>
public static class LabelPrecedence
{
    private const int MaxStatements = 40;

    /// <summary>The label that holds; null without statements. Of equally new ones the last in the list counts as newer.</summary>
    public static FraudLabel? Effective(IReadOnlyList<LabelStatement> statements)
    {
        LabelStatement? best = null;
        foreach (var statement in statements)
            if (best is null || WeightOf(statement) > WeightOf(best) || (WeightOf(statement) == WeightOf(best) && statement.At >= best.At))
                best = statement;
        return best is null ? null : new FraudLabel(best.Fraud, best.At, best.Source);
    }

    /// <summary>Adds a statement. When there are many, the oldest one that a newer one of the same source outdates is dropped, which changes no label.</summary>
    public static void Add(List<LabelStatement> statements, LabelStatement statement)
    {
        statements.Add(statement);
        if (statements.Count > MaxStatements)
            statements.RemoveAt(statements.FindIndex(old => statements.Exists(other => !ReferenceEquals(other, old) && other.Source == old.Source && other.At >= old.At)));
    }

    private static int WeightOf(LabelStatement statement) => statement.Source switch
    {
        LabelSources.Chargeback or LabelSources.DisputeWon or LabelSources.Appeal => 3,
        LabelSources.Review => 2,
        _ => 1,
    };
}
