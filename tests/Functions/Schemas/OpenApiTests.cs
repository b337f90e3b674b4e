using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Tests.Functions.Schemas;

public sealed partial class OpenApiTests
{
    private static readonly JsonElement Document = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "web", "openapi.json")));

    [Fact]
    public void Exactly_the_http_functions_are_described()
    {
        var described = from path in Document.GetProperty("paths").EnumerateObject()
                        from method in path.Value.EnumerateObject()
                        select $"{method.Name.ToUpperInvariant()} {path.Name} {method.Value.GetProperty("operationId").GetString()}";

        var served = FunctionTable.Shipped.Http.Select(f => $"{f.Method} /{f.Route} {f.Name}");
        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_published_schemas_are_the_ones_of_the_document()
    {
        var schemas = JsonSchema.OfDocs();

        foreach (var name in schemas.Names)
        {
            var component = string.Concat(Path.GetFileNameWithoutExtension(name).Split('-').Select(CultureInfo.InvariantCulture.TextInfo.ToTitleCase));
            Assert.True(JsonElement.DeepEquals(schemas[name], Document.GetProperty("components").GetProperty("schemas").GetProperty(component)), $"{name} and {component} differ.");
        }
    }

    [Fact]
    public void Every_schema_is_known_by_its_file_name()
    {
        var schemas = JsonSchema.OfDocs();

        Assert.All(schemas.Names, name => Assert.Equal(name, schemas[name].GetProperty("$id").GetString()));
    }

    [Fact]
    public void Every_part_of_a_path_is_described_as_a_parameter()
    {
        foreach (var path in Document.GetProperty("paths").EnumerateObject())
            foreach (var method in path.Value.EnumerateObject())
            {
                var described = method.Value.TryGetProperty("parameters", out var parameters)
                    ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "path").Select(p => p.GetProperty("name").GetString()!)
                    : [];
                Assert.Equal(PathPart().Matches(path.Name).Select(m => m.Groups[1].Value), described);
            }
    }

    [Fact]
    public void Every_reference_within_the_document_leads_somewhere()
    {
        var json = Document.GetRawText();

        foreach (Match reference in Reference().Matches(json))
        {
            var target = Document;
            foreach (var part in reference.Groups[1].Value.Split('/'))
                target = target.GetProperty(part);
        }
    }

    [Fact]
    public void Routes_for_operators_ask_for_the_key_and_nothing_else()
    {
        foreach (var function in FunctionTable.Shipped.Http)
        {
            var security = Document.GetProperty("paths").GetProperty("/" + function.Route).GetProperty(function.Method.ToLower(CultureInfo.InvariantCulture)).GetProperty("security").GetRawText();
            Assert.Equal(function.Caller == CallerKind.Operator, Blank().Replace(security, "") == """[{"operatorKey":[]}]""");
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathPart();

    [GeneratedRegex("\"#/(components/[^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\s")]
    private static partial Regex Blank();
}
