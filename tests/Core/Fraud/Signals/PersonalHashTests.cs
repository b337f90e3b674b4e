using MerchantOps.Fraud.Signals;

namespace MerchantOps.Tests.Core.Fraud.Signals;

public sealed class PersonalHashTests
{
    private static readonly PersonalHash Hash = new(new byte[32]);

    [Theory]
    [InlineData("Ann@Example.com", " ann@example.COM ")]
    [InlineData("MÜLLER", "müller")]
    public void Letter_case_and_outer_blanks_do_not_count(string a, string b)
    {
        Assert.Equal(Hash.Of("email", a), Hash.Of("email", b));
        Assert.Equal(Hash.Member("email", a), Hash.Member("email", b));
    }

    [Fact]
    public void Another_key_or_kind_or_value_gives_another_hash()
    {
        string[] hashes =
        [
            Hash.Of("email", "x"), new PersonalHash([.. Enumerable.Repeat((byte)1, 32)]).Of("email", "x"), Hash.Of("phone", "x"), Hash.Of("email", "y"),
            Hash.Of("emai", "lx"), Hash.Of("e", "mailx"),
        ];

        Assert.Distinct(hashes);
    }

    [Fact]
    public void A_hash_is_32_hex_digits_and_fits_a_key() => Assert.Matches("^[0-9a-f]{32}$", Hash.Of("email", "ann@example.com"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void What_is_not_told_is_no_member(string? value) => Assert.Equal(0u, Hash.Member("card", value));

    [Fact]
    public void A_value_of_any_length_has_a_hash_of_its_own()
    {
        string[] values = ["", "a", new('a', 512), new('a', 513), new('a', 5_000), new('商', 5_000)];

        Assert.Distinct(values.Select(value => Hash.Of("address", value)));
    }
}
