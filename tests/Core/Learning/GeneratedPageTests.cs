using MerchantOps.Evaluation;
using MerchantOps.Evaluation.Learning.Comparison;
using MerchantOps.Tests.Core.Architecture;

namespace MerchantOps.Tests.Core.Learning;

public sealed class GeneratedPageTests : IDisposable
{
    private readonly EvaluationRun _run = new();

    [Fact]
    public void What_is_written_by_hand_is_kept_however_often_the_figures_are_written()
    {
        var path = _run.Save("learning.md", Repository.Read("docs/learning.md"));

        GeneratedPage.Replace(path, "| first |");
        GeneratedPage.Replace(path, "| second |");

        var page = File.ReadAllText(path);
        Assert.Contains("| second |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("| first |", page, StringComparison.Ordinal);
        Assert.Equal(Around(Repository.Read("docs/learning.md")), Around(page));
    }

    [Fact]
    public void A_page_without_a_place_for_figures_is_refused() =>
        Assert.Throws<BadInputException>(() => GeneratedPage.Replace(_run.Save("learning.md", "# Learning"), "| a |"));

    [Fact]
    public void Where_there_is_no_page_none_is_written()
    {
        var written = GeneratedPage.Replace(_run.File("learning.md"), "| a |");

        Assert.False(written || File.Exists(_run.File("learning.md")));
    }

    public void Dispose() => _run.Dispose();

    private static (string, string) Around(string page) => (page.Split("<!-- figures")[0], page.Split("<!-- end of figures -->")[1]);
}
