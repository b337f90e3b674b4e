namespace MerchantOps.Brushing;

/// <summary>The orders of each code, in order of time; those without a code are nowhere.</summary>
internal sealed class Members
{
    private readonly int[] starts;
    private readonly int[] orders;

    public Members(int count, int codes, Func<int, int> codeOf)
    {
        starts = new int[codes + 1];
        for (var i = 0; i < count; i++)
            if (codeOf(i) is >= 0 and var code)
                starts[code + 1]++;
        for (var c = 0; c < codes; c++)
            starts[c + 1] += starts[c];
        orders = new int[starts[codes]];
        var next = starts.AsSpan(0, codes).ToArray();
        for (var i = 0; i < count; i++)
            if (codeOf(i) is >= 0 and var code)
                orders[next[code]++] = i;
    }

    public int Count => starts.Length - 1;

    public ReadOnlySpan<int> this[int code] => orders.AsSpan(starts[code], starts[code + 1] - starts[code]);
}
