namespace MerchantOps.Evaluation.Tables;

/// <summary>A column whose length is not known before; never holds more than a block too much. Not thread-safe.</summary>
public sealed class GrowingColumn<T>
{
    private const int BlockLength = 1 << 15;

    private readonly List<T[]> blocks = [];

    public int Count { get; private set; }

    public void Add(T value)
    {
        var place = Count++ % BlockLength;
        if (place == 0)
            blocks.Add(new T[BlockLength]);
        blocks[^1][place] = value;
    }

    /// <summary>All values; the column is empty afterwards, so that they are in memory once.</summary>
    public T[] Drain()
    {
        var all = new T[Count];
        for (var b = 0; b < blocks.Count; b++)
        {
            var start = b * BlockLength;
            blocks[b].AsSpan(0, Math.Min(BlockLength, Count - start)).CopyTo(all.AsSpan(start));
            blocks[b] = [];
        }

        blocks.Clear();
        Count = 0;
        return all;
    }
}
