using System.Text.Json;
using System.Text.RegularExpressions;

namespace MerchantOps.Tests.Functions.Schemas;

/// <summary>
/// Checks JSON against the part of JSON Schema 2020-12 that docs/schemas uses. A keyword that it does not know fails, so that no rule
/// is silently left out.
/// </summary>
internal sealed class JsonSchema
{
    private static readonly HashSet<string> Remarks = ["$schema", "$id", "$defs", "title", "description", "format", "default"];

    private readonly IReadOnlyDictionary<string, JsonElement> _documents;

    private JsonSchema(IReadOnlyDictionary<string, JsonElement> documents) => _documents = documents;

    /// <summary>The schemas of docs/schemas, which refer to one another by file name.</summary>
    public static JsonSchema OfDocs() => new(Directory.GetFiles(Path.Combine(Repository.Root, "docs", "schemas"), "*.json")
        .ToDictionary(path => Path.GetFileName(path), path => JsonElement.Parse(File.ReadAllText(path))));

    public static JsonSchema Of(params (string Name, string Json)[] documents) =>
        new(documents.ToDictionary(d => d.Name, d => JsonElement.Parse(d.Json)));

    public IEnumerable<string> Names => _documents.Keys;

    public JsonElement this[string name] => _documents[name];

    /// <summary>What is wrong with the value, each with its place; empty when nothing is.</summary>
    public IReadOnlyList<string> Errors(string name, JsonElement value)
    {
        var errors = new List<string>();
        Check(_documents[name], _documents[name], value, "$", errors);
        return errors;
    }

    private void Check(JsonElement root, JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var rule = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    var (document, target) = Resolve(root, rule.GetString()!);
                    Check(document, target, value, at, errors);
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    foreach (var property in rule.EnumerateObject())
                        if (value.TryGetProperty(property.Name, out var found))
                            Check(root, property.Value, found, $"{at}.{property.Name}", errors);
                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    CheckOthers(root, schema, rule, value, at, errors);
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    for (var i = 0; i < value.GetArrayLength(); i++)
                        Check(root, rule, value[i], $"{at}[{i}]", errors);
                    break;
                default:
                    if (!Remarks.Contains(keyword.Name) && !Holds(keyword.Name, rule, value))
                        errors.Add($"{at}: {keyword.Name} {rule.GetRawText()} is not kept by {value.GetRawText()}");
                    break;
            }
        }
    }

    private void CheckOthers(JsonElement root, JsonElement schema, JsonElement rule, JsonElement value, string at, List<string> errors)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out _))
                continue;
            if (rule.ValueKind == JsonValueKind.Object)
                Check(root, rule, property.Value, $"{at}.{property.Name}", errors);
            else if (rule.ValueKind == JsonValueKind.False)
                errors.Add($"{at}: {property.Name} is not expected");
        }
    }

    private (JsonElement Document, JsonElement Schema) Resolve(JsonElement root, string reference)
    {
        if (_documents.TryGetValue(reference, out var document))
            return (document, document);
        return reference.StartsWith("#/$defs/", StringComparison.Ordinal)
            ? (root, root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]))
            : throw new InvalidOperationException($"Nothing is known of {reference}.");
    }

    /// <summary>Rules for values of another kind hold.</summary>
    private static bool Holds(string keyword, JsonElement rule, JsonElement value) => keyword switch
    {
        "type" => rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(t => IsOf(t.GetString()!, value)) : IsOf(rule.GetString()!, value),
        "enum" => rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
        "required" => value.ValueKind != JsonValueKind.Object || rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= rule.GetInt32(),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble(),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32(),
        "properties" or "additionalProperties" or "items" => true,
        _ => throw new InvalidOperationException($"The keyword {keyword} is not known here."),
    };

    private static bool IsOf(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False) or ("null", JsonValueKind.Null) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        _ => false,
    };
}
