using System.Globalization;
using System.Text;
using MerchantOps.Fraud.Rules.Expressions;

namespace MerchantOps.Fraud.Rules;

/// <summary>
/// The words of a rule's reason in both languages, with places for the order's own values. What is in the places is stored with the
/// decision, the words are not. Immutable.
/// </summary>
public sealed class RuleText
{
    private readonly CompositeFormat english, chinese;
    private readonly ValueOf[] values;

    /// <param name="englishFormat">A composite format string: place <c>{0}</c> is for the first of <paramref name="values"/>.</param>
    internal RuleText(string english, string chinese, string englishFormat, string chineseFormat, ValueOf[] values) =>
        (English, Chinese, this.english, this.chinese, this.values) =
            (english, chinese, CompositeFormat.Parse(englishFormat), CompositeFormat.Parse(chineseFormat), values);

    /// <summary>As it was written.</summary>
    public string English { get; }

    /// <summary>As it was written.</summary>
    public string Chinese { get; }

    /// <summary>The text with these values in its places; a place without a value shows a question mark.</summary>
    public string Of(IReadOnlyList<string> known, Language language)
    {
        var words = language == Language.Chinese ? chinese : english;
        var filled = new object?[Math.Max(words.MinimumArgumentCount, known.Count)];
        for (var i = 0; i < filled.Length; i++)
            filled[i] = i < known.Count ? known[i] : "?";
        return string.Format(CultureInfo.InvariantCulture, words, filled);
    }

    internal IReadOnlyList<string> ValuesOf(in RuleInputs inputs)
    {
        if (values.Length == 0)
            return [];

        var texts = new string[values.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = values[i](inputs);
        return texts;
    }
}
