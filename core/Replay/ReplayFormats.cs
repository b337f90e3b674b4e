using MerchantOps.Errors;

namespace MerchantOps.Replay;

/// <summary>The data sets that can be replayed.</summary>
public static class ReplayFormats
{
    public static IReadOnlyList<IReplaySource> All { get; } = [new EcommerceReplay(), new HandbookReplay(), new OlistReplay()];

    /// <exception cref="InvalidInputException">There is no such format; the message lists those there are.</exception>
    public static IReplaySource Find(string format) =>
        All.FirstOrDefault(source => source.Format == format)
        ?? throw new InvalidInputException("unknown-format", $"There is no format \"{format}\"; there are {string.Join(", ", All.Select(source => source.Format))}.");
}
