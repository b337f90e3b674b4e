using System.Text.Json;
using MerchantOps.Shops;

namespace MerchantOps.Webhooks.Stripe;

/// <summary>Stripe: signed and timed by <c>Stripe-Signature</c>; the body is an event whose id is Stripe's own and signed with it.</summary>
public sealed class StripePlatform : IWebhookPlatform
{
    public string Name => ShopPlatforms.Stripe;

    public bool IsGenuine(WebhookRequest request, VerificationKeys keys, DateTimeOffset now, TimeSpan tolerance) =>
        StripeSignature.IsGenuine(request, keys, now, tolerance);

    public Translation Translate(WebhookRequest request, Shop shop, DateTimeOffset receivedAt) =>
        JsonBody.Translate(request.Body, root => Translate(root, request, new ShopEvents(shop, receivedAt)));

    private static Translation Translate(JsonElement root, WebhookRequest request, ShopEvents events)
    {
        if (root.Text("object") is not "event")
            return new StripeTranslator(null, root, default, events.Moment(root.UnixTime("created")), ShopEvents.Digest("", request.Body.Span), events).Translate();

        var data = root.Field("data");
        return new StripeTranslator(
            root.Text("type"), data.Field("object"), data.Field("previous_attributes"), events.Moment(root.UnixTime("created")), root.Id(), events).Translate();
    }
}
