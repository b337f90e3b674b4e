using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MerchantOps.Fraud.Rules.Files;

/// <summary>
/// Reads YAML into a small tree with positions. Depth and size are bounded, and anchors, aliases, tags and further documents are
/// refused, so that no text can make it grow, recurse or hang.
/// </summary>
internal sealed class YamlReader
{
    public const int MaxLength = 500_000, MaxDepth = 6, MaxNodes = 120_000;

    private readonly Parser parser;
    private int nodes;

    private YamlReader(string text) => parser = new Parser(new StringReader(text));

    /// <exception cref="InvalidRuleSetException">Not YAML, or more of it than rules need.</exception>
    public static YamlNode Read(string text)
    {
        if (text.Length > MaxLength)
            throw Fault(new Mark(0, 1, 1), $"a rule set has at most {MaxLength} characters");
        var reader = new YamlReader(text);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            throw Fault(e.Start, $"this is not YAML: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The scanner lets some of its own slips through on texts that are no YAML.
            throw Fault(reader.parser.Current?.End ?? Mark.Empty, "this is not YAML");
        }
    }

    private YamlNode Document()
    {
        Take<StreamStart>();
        if (Now is not DocumentStart)
            throw Fault(Now.Start, "the rule set is empty");
        Take<DocumentStart>();
        var root = Node(1);
        Take<DocumentEnd>();
        return Now is StreamEnd ? root : throw Fault(Now.Start, "a rule set is one document");
    }

    private ParsingEvent Now => parser.Current ?? throw new YamlException("it ends too early");

    private YamlNode Node(int depth)
    {
        if (depth > MaxDepth)
            throw Fault(Now.Start, $"a rule set is at most {MaxDepth} levels deep");
        if (++nodes > MaxNodes)
            throw Fault(Now.Start, $"a rule set has at most {MaxNodes} values");
        if (Now is AnchorAlias || (Now is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)))
            throw Fault(Now.Start, "anchors, aliases and tags are not used in rule sets");
        return Now switch
        {
            Scalar scalar => ScalarOf(scalar),
            SequenceStart => List(depth),
            MappingStart => Map(depth),
            _ => throw Fault(Now.Start, "a value is expected here"),
        };
    }

    private YamlScalar ScalarOf(Scalar scalar)
    {
        var style = scalar.Start.Line != scalar.End.Line || scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? YamlStyle.Block
            : scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? YamlStyle.Quoted : YamlStyle.Plain;
        parser.MoveNext();
        return new YamlScalar(scalar.Value, style, (int)scalar.Start.Line, (int)scalar.Start.Column);
    }

    private YamlList List(int depth)
    {
        var start = Take<SequenceStart>().Start;
        var items = new List<YamlNode>();
        while (Now is not SequenceEnd)
            items.Add(Node(depth + 1));
        parser.MoveNext();
        return new YamlList(items, (int)start.Line, (int)start.Column);
    }

    private YamlMap Map(int depth)
    {
        var start = Take<MappingStart>().Start;
        var (entries, keys) = (new List<(YamlScalar, YamlNode)>(), new HashSet<string>(StringComparer.Ordinal));
        while (Now is not MappingEnd)
        {
            var at = Now.Start;
            if (Node(depth + 1) is not YamlScalar key)
                throw Fault(at, "a key is a single word");
            if (!keys.Add(key.Text))
                throw Fault(at, $"the key {key.Text} comes twice");
            entries.Add((key, Node(depth + 1)));
        }

        parser.MoveNext();
        return new YamlMap(entries, (int)start.Line, (int)start.Column);
    }

    private T Take<T>()
        where T : ParsingEvent
    {
        if (parser.Current is null)
            parser.MoveNext();
        var taken = Now as T ?? throw Fault(Now.Start, "this is not expected here");
        parser.MoveNext();
        return taken;
    }

    private static InvalidRuleSetException Fault(in Mark at, string reason) =>
        new([new RuleFault((int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column), null, reason)]);
}
