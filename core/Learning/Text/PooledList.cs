using System.Buffers;

namespace MerchantOps.Learning.Text;

/// <summary>A list that grows in pooled arrays; give it back by <see cref="Dispose"/>. A struct to be passed by reference.</summary>
internal struct PooledList<T>(int capacity) : IDisposable
{
    private T[] items = ArrayPool<T>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public readonly Span<T> Items => items.AsSpan(0, Count);

    public void Add(T item)
    {
        if (Count == items.Length)
            Grow();
        items[Count++] = item;
    }

    public void Clear() => Count = 0;

    public readonly void Dispose() => ArrayPool<T>.Shared.Return(items);

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(2 * items.Length);
        Items.CopyTo(larger);
        ArrayPool<T>.Shared.Return(items);
        items = larger;
    }
}
