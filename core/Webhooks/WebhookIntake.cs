using MerchantOps.Errors;
using MerchantOps.Events;
using MerchantOps.Shops;
using MerchantOps.Streaming;
using Microsoft.Extensions.Options;

namespace MerchantOps.Webhooks;

/// <summary>
/// Takes in webhooks: verifies the signature, translates to canonical events, appends them durably. When it returns, everything the
/// webhook said is safe. Thread-safe; taking the same delivery again appends events with the same ids, which consumers recognise.
/// </summary>
public sealed class WebhookIntake(
    ShopRegistry shops, IEnumerable<IWebhookPlatform> platforms, IEventStream stream, IOptions<WebhookOptions> options, TimeProvider time)
{
    private readonly Dictionary<string, IWebhookPlatform> _byName = platforms.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <exception cref="UnauthenticatedException">
    /// The signature is wrong, the shop unknown or on another platform: these cannot be told apart, neither by the answer nor by the work it took.
    /// </exception>
    /// <exception cref="TooLargeException">More than <see cref="WebhookRequest.MaxBodyBytes"/>, or a record of it would be more than the stream takes.</exception>
    /// <exception cref="UnprocessableException">An event is of another merchant or shop; nothing of the request was kept.</exception>
    /// <exception cref="UnavailableException">The stream or the store cannot take it now; the platform will try again.</exception>
    public async Task<WebhookResult> ReceiveAsync(WebhookRequest request, CancellationToken ct)
    {
        if (request.Body.Length > WebhookRequest.MaxBodyBytes)
            throw new TooLargeException("webhook-too-large", $"A webhook's body has at most {WebhookRequest.MaxBodyBytes} bytes.");
        var platform = _byName.GetValueOrDefault(request.Platform);
        if (platform is not null && platform.IsPing(request))
            return new WebhookResult(WebhookOutcome.Ping);

        var shop = await AuthenticateAsync(request, platform, ct);
        var now = time.GetUtcNow();
        var translation = platform!.Translate(request, shop, now);
        if (translation.Refusals.FirstOrDefault(r => r.Kind == RefusalKind.Foreign) is { } foreign)
            throw new UnprocessableException(foreign.Code, foreign.Reason);

        var records = Records(translation, request, platform, shop, now);
        if (records.Count > 0)
            await stream.AppendAsync(records, ct);
        return Result(translation);
    }

    private async Task<Shop> AuthenticateAsync(WebhookRequest request, IWebhookPlatform? platform, CancellationToken ct)
    {
        // An id that cannot exist is looked up all the same, under a name that no shop has.
        var id = ShopId.TryParse(request.Merchant, request.Shop) ?? new ShopId("-", "-");
        var shop = await shops.FindAsync(id, ct);
        var expected = shop is not null && shop.Platform == request.Platform ? shop : null;

        var now = time.GetUtcNow();
        var keys = expected is null ? VerificationKeys.OfNobody : VerificationKeys.Of(expected, now);
        var verifier = platform ?? _byName[ShopPlatforms.Standard];
        var genuine = verifier.IsGenuine(request, keys, now, options.Value.Tolerance);
        return genuine && expected is not null
            ? expected
            : throw new UnauthenticatedException("invalid-signature", "The webhook is not signed with a secret of a shop connected here.");
    }

    private static List<StreamEvent> Records(Translation translation, WebhookRequest request, IWebhookPlatform platform, Shop shop, DateTimeOffset now)
    {
        var merchant = shop.Id.Merchant;
        var records = new List<StreamEvent>(translation.Events.Count + translation.Refusals.Count);
        foreach (var e in translation.Events)
            records.Add(new StreamEvent(merchant, CloudEventCodec.Write(e)));
        foreach (var refusal in translation.Refusals)
            if (refusal.Kind == RefusalKind.Broken)
                records.Add(new StreamEvent(merchant, new RejectedDelivery(
                    refusal.Code, refusal.Reason, platform.Name, merchant, shop.Id.Shop, platform.TopicOf(request), now, refusal.Body).Write()));
        return records;
    }

    private static WebhookResult Result(Translation translation)
    {
        var broken = translation.Refusals.FirstOrDefault(r => r.Kind == RefusalKind.Broken);
        if (broken is not null)
            return new WebhookResult(WebhookOutcome.Quarantined, translation.Events.Count, broken.Code, broken.Reason);

        return translation is { Events: [], Refusals: [var ignored, ..] }
            ? new WebhookResult(WebhookOutcome.Ignored, 0, ignored.Code, ignored.Reason)
            : new WebhookResult(WebhookOutcome.Accepted, translation.Events.Count);
    }
}
