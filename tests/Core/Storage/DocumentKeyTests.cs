using System.Text.RegularExpressions;
using MerchantOps.Errors;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

public sealed partial class DocumentKeyTests
{
    [Theory]
    [InlineData("820982911946154508", "820982911946154508")]
    [InlineData("WC-10023", "WC-10023")]
    [InlineData("a_b", "a_5Fb")]
    [InlineData("a|b:c", "a_7Cb_3Ac")]
    [InlineData("gid://shopify/Order/1", "gid_3A_2F_2Fshopify_2FOrder_2F1")]
    [InlineData("订", "_E8_AE_A2")]
    [InlineData(".", "_2E")]
    public void Foreign_ids_keep_what_a_key_may_have_and_escape_the_rest(string foreign, string expected)
    {
        Assert.Equal(expected, DocumentKey.Escape(foreign));
    }

    [Fact]
    public void No_two_foreign_ids_share_a_key()
    {
        string[] foreign = ["a", "A", "_61", "a_", "a__", "_", "__", "_5F", "a|b", "a_7Cb", "é", "e\u0301", "_h", new('x', 121), new('x', 122), new('订', 40)];

        var keys = foreign.Select(DocumentKey.Escape).ToList();

        Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.Matches(Alphabet(), key));
    }

    [Fact]
    public void A_very_long_foreign_id_becomes_a_digest_of_fixed_length()
    {
        var key = DocumentKey.Escape(new string('订', 5_000));

        Assert.StartsWith("_h", key, StringComparison.Ordinal);
        Assert.Equal(45, key.Length);
    }

    [Fact]
    public void An_empty_foreign_id_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => DocumentKey.Escape(""));
    }

    [Fact]
    public void The_refusal_names_the_part_and_what_it_may_have()
    {
        var refusal = Assert.Throws<InvalidInputException>(new DocumentKey("orders", "m/1", "a").Validate);

        Assert.Equal("invalid-key", refusal.Code);
        Assert.Contains("partition", refusal.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("^[A-Za-z0-9_|:-]{1,200}$")]
    private static partial Regex Alphabet();
}
