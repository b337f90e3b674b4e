using System.Text;
using MerchantOps.Shops;
using MerchantOps.Webhooks;

namespace MerchantOps.Evaluation.Webhooks;

/// <summary>A body from a platform's own repositories.</summary>
/// <param name="Topic">A webhook topic, or the name of a resource where the source shows the resource alone.</param>
internal sealed record SamplePayload(string Id, IWebhookPlatform Platform, string Topic, byte[] Body)
{
    /// <exception cref="BadInputException">A row misses something, names an unknown platform, or repeats an id.</exception>
    public static Dictionary<string, SamplePayload> ReadAll(string path)
    {
        var payloads = new Dictionary<string, SamplePayload>(StringComparer.Ordinal);
        foreach (var row in InputFile.ReadJsonRows(path))
        {
            var name = row.Text("provider");
            var platform = WebhookPlatforms.All.FirstOrDefault(p => p.Name == name)
                ?? throw new BadInputException($"{row.Place}: the provider \"{name}\" is not known.");
            var payload = new SamplePayload(row.Text("id"), platform, row.OptionalText("topic") ?? "", Encoding.UTF8.GetBytes(row.Text("body")));
            if (!payloads.TryAdd(payload.Id, payload))
                throw new BadInputException($"{row.Place}: the id \"{payload.Id}\" is there twice.");
        }

        return payloads;
    }

    /// <summary>Translates it as the intake would had the platform sent it.</summary>
    public Translation Translate(Shop shop, DateTimeOffset now)
    {
        var (header, topic) = Platform.Name switch
        {
            ShopPlatforms.Shopify => ("X-Shopify-Topic", SampleTopics.Shopify(Topic, Body)),
            ShopPlatforms.WooCommerce => ("X-WC-Webhook-Topic", SampleTopics.WooCommerce(Topic)),
            _ => ("", ""),
        };
        var request = new WebhookRequest(
            Platform.Name, shop.Id.Merchant, shop.Id.Shop, name => string.Equals(name, header, StringComparison.OrdinalIgnoreCase) ? topic : null, Body);
        return Platform.Translate(request, shop, now);
    }
}
