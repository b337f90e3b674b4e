using System.Text;

namespace MerchantOps.Streaming.Embedded;

/// <summary>Spreads partition keys by FNV-1a. The answer is part of the file format: it is the same on every machine, for ever.</summary>
internal static class Partitioner
{
    /// <summary>0 to <paramref name="partitions"/> − 1.</summary>
    public static int Of(string key, int partitions)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ b) * 1099511628211UL;
        return (int)((hash ^ (hash >> 32)) % (uint)partitions);
    }
}
