namespace MerchantOps.Evaluation.Learning.Comparison;

/// <summary>A page of which one part is generated, between two markers; what stands around them is written by hand and kept.</summary>
internal static class GeneratedPage
{
    private const string Begin = "<!-- figures: written by the command `learning`, not by hand -->";
    private const string End = "<!-- end of figures -->";

    /// <summary>False when there is no such page.</summary>
    /// <exception cref="BadInputException">The page has no such part.</exception>
    public static bool Replace(string path, string text)
    {
        if (!File.Exists(path))
            return false;
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new BadInputException($"{path} has no part between \"{Begin}\" and \"{End}\".");
        File.WriteAllText(path, $"{page[..(begin + Begin.Length)]}\n{text}\n{page[end..]}");
        return true;
    }
}
