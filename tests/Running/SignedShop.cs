using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace MerchantOps.Tests.Running;

/// <summary>A shop connected as <c>standard</c>: it signs its webhooks by Standard Webhooks v1.</summary>
/// <param name="Secret">The bytes of its secret.</param>
internal sealed record SignedShop(string Merchant, string Shop, byte[] Secret)
{
    /// <summary>A request that sends the body under this webhook id. A request object is good for one sending.</summary>
    public HttpRequestMessage Sign(string id, byte[] body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/standard/{Merchant}/{Shop}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Secret, signed)));
        return request;
    }
}
