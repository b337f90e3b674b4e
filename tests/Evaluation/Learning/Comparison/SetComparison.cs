using MerchantOps.Evaluation.Learning.Peers;
using MerchantOps.Evaluation.Learning.Sets;

namespace MerchantOps.Evaluation.Learning.Comparison;

/// <summary>One set: how good everyone is on its parts, and how fast.</summary>
/// <param name="Peers">Null where none could be run.</param>
internal sealed record SetComparison(string Set, int Rows, int Features, bool IsAveraged, IReadOnlyList<PartComparison> Parts, OwnFigures Ours, PeerFigures? Peers)
{
    /// <summary>Everything is measured with each of these, the last for scores.</summary>
    public static readonly IReadOnlyList<int> Threads = [1, 2];

    public static SetComparison Measure(LabelledSet set, PeerRunner? peers, Action<string> progress, CancellationToken ct)
    {
        var ours = OwnFigures.Measure(set, Threads, progress, ct);
        var theirs = peers?.Measure(set, Threads, progress, ct);
        progress("comparing");
        return new SetComparison(
            set.Name, set.Train.Rows, set.Train.Features.Count, set.IsAveraged, [.. set.Parts.Select(part => PartComparison.Of(set, part, ours, theirs, ct))], ours, theirs);
    }
}
