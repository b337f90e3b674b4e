using System.Text.Json;
using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Trees;

/// <summary>A forest for people: every tree, nested, with the names of features and categories.</summary>
internal static class ForestJson
{
    public static void Write(Utf8JsonWriter json, Forest forest, IReadOnlyList<Feature> features)
    {
        json.WriteStartArray("trees");
        for (var tree = 0; tree < forest.Starts.Length; tree++)
            WriteNode(json, forest, features, tree, 0);
        json.WriteEndArray();
    }

    private static void WriteNode(Utf8JsonWriter json, Forest forest, IReadOnlyList<Feature> features, int tree, int at)
    {
        var node = forest.Nodes[forest.Starts[tree] + at];
        json.WriteStartObject();
        json.WriteNumber("cover", forest.Covers[forest.Starts[tree] + at]);
        if (node.IsLeaf)
        {
            json.WriteNumber("value", forest.Values[forest.Starts[tree] + at]);
        }
        else
        {
            WriteQuestion(json, node, forest, features[forest.FeatureOf(node.Column)]);
            json.WritePropertyName("left");
            WriteNode(json, forest, features, tree, at + node.Step);
            json.WritePropertyName("right");
            WriteNode(json, forest, features, tree, at + node.Step + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteQuestion(Utf8JsonWriter json, ForestNode node, Forest forest, Feature feature)
    {
        json.WriteString("feature", feature.Name);
        if (forest.SetOf(node.Column) is not { } question)
        {
            WriteThreshold(json, node.Threshold);
            json.WriteString("missing", (node.Column & 1) == 0 ? "left" : "right");
            return;
        }

        var (set, bins) = (question.Left, forest.BinByCode[question.Feature]!);
        json.WriteStartArray("oneOf");
        for (var code = 0; code < Math.Min(bins.Length, feature.Categories.Count); code++)
            if (set.Has(bins[code]))
                json.WriteStringValue(feature.Categories[code]);
        json.WriteEndArray();
        json.WriteString("missing", set.Has(FeatureBins.Missing) ? "left" : "right");
    }

    /// <summary>None where all numbers go left; JSON has no number for minus infinity.</summary>
    private static void WriteThreshold(Utf8JsonWriter json, int threshold)
    {
        if (threshold >= OrderedFloat.Of(float.PositiveInfinity))
            return;
        if (threshold > OrderedFloat.Of(float.NegativeInfinity))
            json.WriteNumber("upTo", OrderedFloat.Back(threshold));
        else
            json.WriteString("upTo", "-Infinity");
    }
}
