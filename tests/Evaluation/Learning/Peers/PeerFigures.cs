namespace MerchantOps.Evaluation.Learning.Peers;

/// <summary>What the peers reach on one set.</summary>
/// <param name="Speeds">By peer and number of threads.</param>
/// <param name="Scores">By peer, one per test row.</param>
/// <param name="ExplainMicroseconds">XGBoost's contributions of one row, one thread.</param>
/// <param name="Leaves">Of all of XGBoost's trees.</param>
internal sealed record PeerFigures(
    IReadOnlyDictionary<(string Peer, int Threads), Speed> Speeds, IReadOnlyDictionary<string, double[]> Scores, double ExplainMicroseconds, int Leaves)
{
    public const string Xgb = "xgb";

    public static readonly IReadOnlyList<string> Names = [Xgb, "hgb", "logreg"];
}
