namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>An expression that cannot be understood.</summary>
/// <param name="offset">Characters from the start of the expression.</param>
internal sealed class ExpressionFault(int offset, string reason) : Exception(reason)
{
    public int Offset { get; } = offset;
}
