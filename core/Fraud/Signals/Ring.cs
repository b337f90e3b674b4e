namespace MerchantOps.Fraud.Signals;

/// <summary>
/// Counts of the newest <paramref name="slots"/> ticks of time (hours, days), several columns each. Whatever the order of the additions,
/// the same additions leave the same counts. Not thread-safe.
/// </summary>
internal sealed class Ring(int slots, int columns)
{
    private readonly int[] cells = new int[slots * columns];

    /// <summary>The newest tick counted; −1 when there is none.</summary>
    public long Newest { get; private set; } = -1;

    public int Slots => slots;

    public int Columns => columns;

    /// <summary>What was counted in a tick; 0 outside the ring.</summary>
    public int this[long tick, int column] => Covers(tick) ? cells[IndexOf(tick, column)] : 0;

    /// <summary>Adds to a tick; one that is older than the ring is forgotten.</summary>
    public void Add(long tick, int column, int by)
    {
        Advance(tick);
        if (Covers(tick))
            cells[IndexOf(tick, column)] += by;
    }

    /// <summary>Sum of the ticks from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public long Sum(long from, long to, int column)
    {
        var sum = 0L;
        for (var tick = Math.Max(from, Newest - slots + 1); tick <= Math.Min(to, Newest); tick++)
            sum += this[tick, column];
        return sum;
    }

    /// <summary>
    /// What the last <paramref name="ticks"/> ticks before now hold, where now is <paramref name="part"/> (0 to 1) into
    /// <paramref name="current"/>: the oldest tick counts for the part of it that the window still covers.
    /// </summary>
    public double Sliding(long current, double part, int ticks, int column) =>
        Sum(current - ticks + 1, current, column) + (this[current - ticks, column] * (1 - part));

    private void Advance(long tick)
    {
        if (tick <= Newest)
            return;
        for (var t = Math.Max(Newest + 1, tick - slots + 1); t <= tick; t++)
            cells.AsSpan(IndexOf(t, 0), columns).Clear();
        Newest = tick;
    }

    private bool Covers(long tick) => tick <= Newest && tick > Newest - slots && tick >= 0;

    private int IndexOf(long tick, int column) => ((int)(tick % slots) * columns) + column;
}
