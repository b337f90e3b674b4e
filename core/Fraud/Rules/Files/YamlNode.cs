namespace MerchantOps.Fraud.Rules.Files;

/// <summary>A part of a YAML document, with where it begins (from 1).</summary>
internal abstract record YamlNode(int Line, int Column)
{
    public abstract string Kind { get; }
}

internal sealed record YamlScalar(string Text, YamlStyle Style, int Line, int Column) : YamlNode(Line, Column)
{
    public override string Kind => "a single value";

    /// <summary>Where a character of the text stands in the file; in texts over several lines as near as is known.</summary>
    public (int Line, int Column) At(int offset)
    {
        switch (Style)
        {
            case YamlStyle.Plain:
                return (Line, Column + offset);
            case YamlStyle.Quoted:
                return (Line, Column + offset + 1);
            default:
                var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
                return (Line + 1 + before.Count('\n'), before.Length - (before.LastIndexOf('\n') + 1) + 1);
        }
    }
}

internal enum YamlStyle
{
    Plain,
    Quoted,

    /// <summary>Several lines: a block, or folded.</summary>
    Block,
}

internal sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column)
{
    public override string Kind => "a list";
}

/// <param name="Entries">In the order of the file; no key comes twice.</param>
internal sealed record YamlMap(IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries, int Line, int Column) : YamlNode(Line, Column)
{
    public override string Kind => "a group of keys";

    public YamlNode? Find(string key)
    {
        foreach (var (name, value) in Entries)
            if (name.Text == key)
                return value;
        return null;
    }
}
