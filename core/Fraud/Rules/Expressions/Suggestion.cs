namespace MerchantOps.Fraud.Rules.Expressions;

/// <summary>What somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary>Such as "; did you mean amount?", or nothing when no name is within two letters of the word.</summary>
    public static string For(string word, IEnumerable<string> names)
    {
        if (word.Length > 60)
            return "";
        var nearest = names.Select(name => (Name: name, Distance: Distance(word, name))).MinBy(static n => n.Distance);
        return nearest.Name is not null && nearest.Distance <= 2 ? $"; did you mean {nearest.Name}?" : "";
    }

    // Levenshtein's, in one row.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
            return int.MaxValue;
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
