using Azure.Core;
using Azure.Identity;
using MerchantOps.Errors;

namespace MerchantOps.Streaming.EventHubs;

/// <summary>Sends as the app's own identity in Entra ID.</summary>
internal sealed class EntraCredential(TokenCredential identity, TimeProvider time) : IHubCredential, IDisposable
{
    private static readonly TokenRequestContext Request = new(["https://eventhubs.azure.net/.default"]);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private AccessToken _current;

    public async ValueTask<string> AuthorizeAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (time.GetUtcNow() + RenewBefore >= _current.ExpiresOn)
                _current = await identity.GetTokenAsync(Request, ct);
            return "Bearer " + _current.Token;
        }
        catch (AuthenticationFailedException e)
        {
            throw new UnavailableException("stream", "Entra ID gives this app no token for Event Hubs: check its managed identity, or set Stream:EventHubs:SasKey.", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
