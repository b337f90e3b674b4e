namespace MerchantOps.Evaluation.Generators;

/// <summary>Items in use at one time, drawn in any order; each is replaced by a new one after one to <paramref name="uses"/> draws.</summary>
internal sealed class RotatingPool<T>(Random random, int size, int uses, Func<T> renew)
{
    private readonly (T Item, int Left)[] active = [.. Enumerable.Range(0, size).Select(_ => (renew(), random.Next(1, uses + 1)))];

    public T Draw()
    {
        ref var slot = ref active[random.Next(active.Length)];
        var item = slot.Item;
        slot = slot.Left > 1 ? (item, slot.Left - 1) : (renew(), random.Next(1, uses + 1));
        return item;
    }
}
