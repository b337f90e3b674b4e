using System.ComponentModel.DataAnnotations;
using MerchantOps.Errors;
using MerchantOps.Replay;

namespace MerchantOps.Tests.Core.Replay;

public sealed class ReplayRefusalTests : IDisposable
{
    private const string Good = "0,2018-04-01 00:00:31,596,3156,57.16,0,0";

    private readonly ReplayFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x,2018-04-01 00:00:32,596,3156,57.16,0,0", "TRANSACTION_ID")]
    [InlineData("1,2018-04-31 00:00:32,596,3156,57.16,0,0", "TX_DATETIME")]
    [InlineData("1,yesterday,596,3156,57.16,0,0", "TX_DATETIME")]
    [InlineData("1,2018-04-01 00:00:32,,3156,57.16,0,0", "CUSTOMER_ID")]
    [InlineData("1,2018-04-01 00:00:32,596,-7,57.16,0,0", "TERMINAL_ID")]
    [InlineData("1,2018-04-01 00:00:32,596,3156,NaN,0,0", "TX_AMOUNT")]
    [InlineData("1,2018-04-01 00:00:32,596,3156,-1,0,0", "TX_AMOUNT")]
    [InlineData("1,2018-04-01 00:00:32,596,3156,1e9,0,0", "TX_AMOUNT")]
    [InlineData("1,2018-04-01 00:00:32,596,3156,99999999999,0,0", "TX_AMOUNT")]
    [InlineData("1,2018-04-01 00:00:32,596,3156,57.16,maybe,0", "TX_FRAUD")]
    public void A_wrong_field_is_named_with_its_file_and_row(string row, string column)
    {
        var file = folder.Write("payments.csv", ReplayFolder.HandbookHeader, Good, row);

        var refused = Refused(file);

        Assert.StartsWith($"payments.csv, row 2: {column} must be", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2018-04-01 00:00:32,596")]
    [InlineData("1,2018-04-01 00:00:32,596,3156,57.16,0,0,more")]
    [InlineData("1,2018-04-01 00:00:32,\"596,3156,57.16,0,0")]
    public void A_row_of_another_shape_is_refused_with_its_place(string row)
    {
        var file = folder.Write("payments.csv", ReplayFolder.HandbookHeader, Good, row);

        var refused = Refused(file);

        Assert.Equal("unreadable-row", refused.Code);
        Assert.StartsWith("payments.csv, after row 1:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_before_the_wrong_one_are_still_read()
    {
        var file = folder.Write("payments.csv", ReplayFolder.HandbookHeader, Good, "1,2018-04-01 00:00:32,596,3156,1,0,0", "broken");

        var first = new HandbookReplay().Read([file], new ReplayOptions()).First();

        Assert.Equal("0-placed", first.Id);
    }

    [Fact]
    public void All_missing_columns_are_named()
    {
        var file = folder.Write("payments.csv", "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TX_AMOUNT", "0,2018-04-01 00:00:31,596,57.16");

        var refused = Refused(file);

        Assert.Equal("payments.csv has no column TERMINAL_ID, TX_FRAUD.", refused.Message);
    }

    [Fact]
    public void An_unsorted_file_is_refused()
    {
        var file = folder.Write("payments.csv", ReplayFolder.HandbookHeader, Good, "1,2018-04-01 00:00:30,596,3156,57.16,0,0");

        Assert.Equal("unsorted-file", Refused(file).Code);
    }

    [Fact]
    public void The_same_row_in_two_files_is_refused()
    {
        var one = folder.Write("one.csv", ReplayFolder.HandbookHeader, Good);
        var other = folder.Write("other.csv", ReplayFolder.HandbookHeader, Good);

        Assert.Equal("doubled-row", Refused(one, other).Code);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_by_name()
    {
        Assert.Equal("unreadable-file", Refused(Path.Combine(Path.GetTempPath(), "nowhere", "none.csv")).Code);
    }

    [Fact]
    public void A_cut_off_archive_is_refused()
    {
        var rows = Enumerable.Range(0, 5_000).Select(i => $"{i},2018-04-01 00:00:31,{i * 7919},3156,57.16,0,0");
        var file = folder.Write("payments.csv.gz", [ReplayFolder.HandbookHeader, .. rows]);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^2_000]);

        Assert.Equal("unreadable-row", Refused(file).Code);
    }

    [Fact]
    public void An_empty_file_is_refused_and_a_header_alone_is_no_orders()
    {
        var empty = folder.Write("empty.csv");
        var header = folder.Write("header.csv", ReplayFolder.HandbookHeader);

        Assert.Equal("missing-column", Refused(empty).Code);
        Assert.Empty(new HandbookReplay().Read([header], new ReplayOptions()));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ValidationException>(() => new HandbookReplay().Read([], new ReplayOptions { Merchants = 0 }));
        Assert.Throws<ValidationException>(() => new HandbookReplay().Read([], new ReplayOptions { LabelDelay = TimeSpan.FromDays(-1) }));
    }

    [Fact]
    public void A_format_is_found_by_name_and_an_unknown_one_is_refused_with_those_there_are()
    {
        Assert.All(ReplayFormats.All, source => Assert.Same(source, ReplayFormats.Find(source.Format)));
        var refused = Assert.Throws<InvalidInputException>(() => ReplayFormats.Find("excel"));
        Assert.Contains("ecommerce, handbook, olist", refused.Message, StringComparison.Ordinal);
    }

    private static InvalidInputException Refused(params string[] files) =>
        Assert.Throws<InvalidInputException>(() => new HandbookReplay().Read(files, new ReplayOptions()).Count());
}
