using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MerchantOps.Evaluation;
using MerchantOps.Tests.Core.Storage;

namespace MerchantOps.Tests.Core.Webhooks;

public sealed class WebhooksCommandTests : IDisposable
{
    private const string Payloads = """[{"id":"p1","provider":"shopify","topic":"orders/create","body":"{\"id\":1,\"total_price\":\"1.00\",\"currency\":\"EUR\"}"},{"id":"p2","provider":"woocommerce","topic":"coupons","body":"{\"id\":1}"}]""";

    private const string Vectors = """[{"scheme":"stripe-v1","secret":"s","now":10,"tolerance_s":300,"payload_id":"p1","headers":{"Stripe-Signature":"t=10,v1=00"},"valid":false,"body_patch":{"append":" "}},{"scheme":"shopify-hmac-sha256-base64","secret":"s","headers":{"X-Shopify-Hmac-Sha256":"x"},"body":"{}","valid":true}]""";

    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [SharedDataFact]
    public void Every_public_vector_is_judged_right_and_every_order_customer_and_product_is_translated()
    {
        var last = Run("--vectors", SharedData.File("webhooks", "signature_vectors_computed_public.json.gz"), "--payloads", SharedData.File("webhooks", "payloads_public.json.gz"));

        Assert.Equal((180, 180, 90), (last.GetProperty("vectors").GetInt32(), last.GetProperty("right").GetInt32(), last.GetProperty("payloads").GetInt32()));
        Assert.Equal(90, last.GetProperty("translated").GetInt32() + last.GetProperty("refused").GetInt32());
        Assert.DoesNotContain("invalid-", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("missing-", _output.ToString(), StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Every_published_vector_is_judged_right()
    {
        var last = Run("--vectors", SharedData.File("webhooks", "signature_vectors_published.json.gz"));

        Assert.Equal((17, 17), (last.GetProperty("vectors").GetInt32(), last.GetProperty("right").GetInt32()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_may_be_gzipped(bool gzipped)
    {
        var last = Run("--vectors", Save("v.json", Vectors, gzipped), "--payloads", Save("p.json", Payloads, gzipped));

        Assert.Equal("""{"vectors":2,"right":1,"payloads":2,"translated":1,"refused":1}""", last.GetRawText());
    }

    [Theory]
    [InlineData("[]", null, "--nonsense")]
    [InlineData("{}", null, "must be a JSON array")]
    [InlineData("[", null, "is not JSON")]
    [InlineData("[1]", null, "must be an object")]
    [InlineData("""[{"scheme":"rot13","secret":"s","headers":{},"body":"","valid":true}]""", null, "\"rot13\" is not known")]
    [InlineData("""[{"scheme":"stripe-v1","headers":{},"body":"","valid":true}]""", null, "needs the text \"secret\"")]
    [InlineData("""[{"scheme":"stripe-v1","secret":"s","body":"","valid":true}]""", null, "needs the object \"headers\"")]
    [InlineData("""[{"scheme":"stripe-v1","secret":"s","headers":{},"valid":true}]""", null, "needs \"body\" or \"payload_id\"")]
    [InlineData("""[{"scheme":"stripe-v1","secret":"s","headers":{},"payload_id":"p9","valid":true}]""", Payloads, "the payload \"p9\"")]
    [InlineData("""[{"scheme":"stripe-v1","secret":"s","headers":{},"body":"","valid":1}]""", null, "\"valid\", true or false")]
    [InlineData("""[{"scheme":"stripe-v1","secret":"s","headers":{},"body":"","valid":true,"now":"x"}]""", null, "\"now\" must be a whole number")]
    [InlineData("""[{"scheme":"stripe-v1","secret":"s","headers":{},"body":"","valid":true,"body_patch":{"shuffle":"1"}}]""", null, "body_patch.shuffle")]
    [InlineData("[]", """[{"id":"p1","provider":"magento","body":"{}"}]""", "\"magento\" is not known")]
    [InlineData("[]", """[{"provider":"shopify","body":"{}"}]""", "needs the text \"id\"")]
    public void Input_of_another_shape_ends_with_a_clear_error_and_2(string vectors, string? payloads, string message)
    {
        List<string> args = ["webhooks", "--vectors", Save("v.json", vectors)];
        if (payloads is not null)
            args.AddRange(["--payloads", Save("p.json", payloads)]);
        if (message.StartsWith("--", StringComparison.Ordinal))
            args.Add(message);

        var code = EvaluationProgram.Run([.. args], _output, _error);

        Assert.Equal(2, code);
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("webhooks", "--vectors", "/nowhere/v.json")]
    [InlineData("webhooks")]
    [InlineData("nonsense")]
    public void What_is_missing_ends_with_2(params string[] args) => Assert.Equal(2, EvaluationProgram.Run(args, _output, _error));

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private JsonElement Run(params string[] args)
    {
        Assert.Equal(0, EvaluationProgram.Run(["webhooks", .. args], _output, _error));
        return JsonDocument.Parse(_output.ToString().TrimEnd().Split('\n')[^1]).RootElement;
    }

    private string Save(string name, string text, bool gzipped = false)
    {
        var path = _folder.File(name);
        using Stream file = gzipped ? new GZipStream(File.Create(path), CompressionMode.Compress) : File.Create(path);
        file.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
