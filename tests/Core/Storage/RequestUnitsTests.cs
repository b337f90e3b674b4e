using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

public sealed class RequestUnitsTests
{
    private static readonly DocumentKey Key = new("orders", "acme", "1");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(768, 1)]
    [InlineData(1792, 1.04)]
    [InlineData(65_280, 4.76)]
    public void Reading_costs_what_the_published_table_says(int bytes, double expected)
    {
        Assert.Equal(expected, RequestUnits.Read(new Document(Key, new byte[bytes], "1")), 3);
    }

    [Fact]
    public void Between_two_sizes_the_charge_lies_on_a_straight_line()
    {
        Assert.Equal((4.95 + 6.29) / 2, RequestUnits.Write(DocumentWrite.Create(Key, new byte[1536 - 256])), 3);
    }

    [Fact]
    public void Replacing_costs_twice_as_much_as_creating()
    {
        var json = new byte[3000];

        Assert.Equal(2 * RequestUnits.Write(DocumentWrite.Create(Key, json)), RequestUnits.Write(DocumentWrite.Replace(Key, json, "1")), 6);
    }

    [Fact]
    public void An_absent_document_costs_a_read()
    {
        Assert.Equal(1, RequestUnits.Read(null));
    }
}
