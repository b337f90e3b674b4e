using System.Text.Json;

namespace MerchantOps.Tests.Functions.Schemas;

public sealed class JsonSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.Of(
        ("thing.json", """
            {
              "type": "object", "required": ["id"], "additionalProperties": false,
              "properties": {
                "id": { "type": "string", "pattern": "^[a-z]+$", "maxLength": 3 },
                "count": { "type": "integer", "minimum": 0, "maximum": 9 },
                "kind": { "enum": ["a", "b"] },
                "tags": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/tag" } },
                "other": { "$ref": "other.json" },
                "free": { "type": "object", "additionalProperties": { "type": "number" } }
              },
              "$defs": { "tag": { "type": ["string", "null"] } }
            }
            """),
        ("other.json", """{ "$ref": "#/$defs/inner", "$defs": { "inner": { "type": "boolean" } } }"""));

    [Theory]
    [InlineData("""{"id":"ab"}""")]
    [InlineData("""{"id":"ab","count":9,"kind":"b","tags":["x",null],"other":true,"free":{"x":1.5}}""")]
    public void What_keeps_the_rules_passes(string json) => Assert.Empty(Schema.Errors("thing.json", JsonElement.Parse(json)));

    [Theory]
    [InlineData("""[]""", "$: type")]
    [InlineData("""{}""", "$: required")]
    [InlineData("""{"id":"ab","x":1}""", "$: x is not expected")]
    [InlineData("""{"id":"AB"}""", "$.id: pattern")]
    [InlineData("""{"id":"abcd"}""", "$.id: maxLength")]
    [InlineData("""{"id":"a","count":1.5}""", "$.count: type")]
    [InlineData("""{"id":"a","count":10}""", "$.count: maximum")]
    [InlineData("""{"id":"a","count":-1}""", "$.count: minimum")]
    [InlineData("""{"id":"a","kind":"c"}""", "$.kind: enum")]
    [InlineData("""{"id":"a","tags":[]}""", "$.tags: minItems")]
    [InlineData("""{"id":"a","tags":[1]}""", "$.tags[0]: type")]
    [InlineData("""{"id":"a","other":1}""", "$.other: type")]
    [InlineData("""{"id":"a","free":{"x":"y"}}""", "$.free.x: type")]
    public void What_breaks_a_rule_is_named_with_its_place(string json, string error) =>
        Assert.StartsWith(error, Assert.Single(Schema.Errors("thing.json", JsonElement.Parse(json))), StringComparison.Ordinal);

    [Fact]
    public void A_keyword_that_is_not_known_is_not_passed_over() =>
        Assert.Throws<InvalidOperationException>(() => JsonSchema.Of(("x.json", """{"oneOf":[]}""")).Errors("x.json", JsonElement.Parse("1")));
}
