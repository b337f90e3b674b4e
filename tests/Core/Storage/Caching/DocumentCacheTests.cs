using MerchantOps.Storage;
using MerchantOps.Storage.Caching;

namespace MerchantOps.Tests.Core.Storage.Caching;

public sealed class DocumentCacheTests
{
    private static readonly DocumentKey Key = new("signals", "p", "a");

    private readonly DocumentCache cache = new(new CacheOptions { MaxBytes = 100_000 }, new ManualTime());

    [Fact]
    public void What_was_read_before_a_write_is_not_kept_after_it()
    {
        var epoch = cache.EpochOf(Key);
        cache.BeginWrite(Key);
        cache.EndWrite(Key, Version("2"));

        cache.PutRead(Key, Version("1"), epoch);

        Assert.True(cache.TryGet(Key, out var found));
        Assert.Equal("2", found!.ETag);
    }

    [Fact]
    public void While_a_key_is_written_it_is_not_known()
    {
        cache.PutRead(Key, Version("1"), cache.EpochOf(Key));
        cache.BeginWrite(Key);

        cache.PutRead(Key, Version("1"), cache.EpochOf(Key));

        Assert.False(cache.TryGet(Key, out _));
    }

    [Fact]
    public void Of_writes_that_overlap_none_is_kept_but_the_next_one_is()
    {
        cache.BeginWrite(Key);
        cache.BeginWrite(Key);
        cache.EndWrite(Key, Version("2"));
        cache.EndWrite(Key, Version("3"));
        Assert.False(cache.TryGet(Key, out _));

        cache.BeginWrite(Key);
        cache.EndWrite(Key, Version("4"));

        Assert.True(cache.TryGet(Key, out var found));
        Assert.Equal("4", found!.ETag);
    }

    [Fact]
    public void The_memory_is_bounded_and_what_is_newest_stays()
    {
        for (var i = 0; i < 1_000; i++)
            cache.PutRead(Numbered(i), Version("1"), cache.EpochOf(Numbered(i)));

        var kept = Enumerable.Range(0, 1_000).Where(i => cache.TryGet(Numbered(i), out _)).ToList();

        Assert.InRange(kept.Count, 50, 250);
        Assert.Equal(999, kept[^1]);
    }

    private static DocumentKey Numbered(int i) => Key with { Id = $"a{i}" };

    private static Document Version(string tag) => new(Key, new byte[100], tag);
}
