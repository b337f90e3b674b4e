using MerchantOps.Learning.Text;

namespace MerchantOps.Tests.Core.Learning.Text;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("", " ")]
    [InlineData("  --- ?!", " ")]
    [InlineData("Hello, World!", " hello world ")]
    [InlineData("I can't, can’t", " i cant cant ")]
    [InlineData("ＡＢＣ１２", " abc12 ")]
    [InlineData("退款ok", " 退 款 ok ")]
    [InlineData("ok退", " ok 退 ")]
    [InlineData("환불 해주세요", " 환불 해주세요 ")]
    [InlineData("Größe ÉTÉ", " größe été ")]
    [InlineData("good🙂bad", " good 🙂 bad ")]
    [InlineData("𠀀𠀁", " 𠀀 𠀁 ")]
    public void Words_stand_between_single_blanks(string text, string folded)
    {
        var into = new char[TextFolding.MaxLength(text.Length)];

        Assert.Equal(folded, new string(into, 0, TextFolding.Fold(text, into)));
    }

    [Fact]
    public void A_broken_character_parts_words()
    {
        var into = new char[8];

        Assert.Equal(" a b ", new string(into, 0, TextFolding.Fold("a\uD800b", into)));
    }

    [Fact]
    public void The_folded_form_always_fits()
    {
        var random = new Random(2);
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "aZ9 '.退あ한🙂𠀀\uD83D\uDE42Ａ’é"[random.Next(18)]));

            var into = new char[TextFolding.MaxLength(text.Length)];

            Assert.Equal(' ', into[TextFolding.Fold(text, into) - 1]);
        }
    }
}
