using System.Text;
using MerchantOps.Storage;
using MerchantOps.Storage.Cosmos;

namespace MerchantOps.Tests.Core.Storage;

public sealed class CosmosItemTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DocumentKey s_key = new("orders", "m1", "a");

    [Fact]
    public void The_callers_json_goes_into_the_item_byte_for_byte()
    {
        var item = Write(DocumentWrite.Create(s_key, """{ "total": 12.50, "名": "\u00e9" }"""u8.ToArray()));

        Assert.Equal("""{"id":"a","pk":"m1","ops":"op","doc":{ "total": 12.50, "名": "\u00e9" }}""", item);
    }

    [Fact]
    public void The_server_removes_an_expired_item_an_hour_later_than_it_is_seen()
    {
        var item = Write(DocumentWrite.Create(s_key, "{}"u8.ToArray(), s_now.AddMinutes(10)));

        Assert.Contains($"\"exp\":{s_now.AddMinutes(10).ToUnixTimeMilliseconds()},\"ttl\":4200,", item, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", 1)]
    [InlineData("9999-12-31T23:59:59Z", int.MaxValue)]
    public void A_time_to_live_stays_within_what_the_server_takes(string expiresAt, int seconds)
    {
        var item = Write(DocumentWrite.Create(s_key, "{}"u8.ToArray(), DateTimeOffset.Parse(expiresAt, null)));

        Assert.Contains($"\"ttl\":{seconds},", item, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_is_read_whatever_stands_around_it()
    {
        var item = CosmosItem.Read("""{"_rid":"x","doc":{"id":"other","_etag":"no"},"_ts":1,"exp":5,"pk":"m1","ops":"b a","_etag":"\"1\"","id":"a"}"""u8.ToArray());

        Assert.Equal("""{"id":"other","_etag":"no"}""", Encoding.UTF8.GetString(item.Json.Span));
        Assert.Equal(("a", "b a", 5L, "\"1\""), (item.Id, item.Operations, item.ExpiresAt!.Value, item.ETag));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1_772_366_400_000L)]
    public void A_tag_is_read_back_from_its_text(long? expiresAt)
    {
        var tag = new CosmosTag(expiresAt, "b a", "\"0;1;2\"");

        Assert.Equal(tag, CosmosTag.Parse(tag.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("x;y")]
    [InlineData("soon;a;b")]
    public void A_text_of_another_shape_is_no_tag(string text)
    {
        Assert.Null(CosmosTag.Parse(text));
    }

    [Fact]
    public void An_item_remembers_its_latest_sixteen_operations()
    {
        var ids = Enumerable.Range(0, 20).Select(_ => CosmosOperations.NewId()).ToList();

        var operations = ids.Aggregate("", (earlier, id) => CosmosOperations.Add(id, earlier));

        Assert.True(CosmosOperations.IsLatest(ids[19], operations));
        Assert.All(ids[4..], id => Assert.True(CosmosOperations.Contains(id, operations)));
        Assert.All(ids[..4], id => Assert.False(CosmosOperations.Contains(id, operations)));
    }

    private static string Write(DocumentWrite write)
    {
        using var stream = CosmosItem.Write(write, "op", s_now);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
