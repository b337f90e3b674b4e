using Microsoft.Azure.Cosmos;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// Gives deletes an empty body. HttpClient silently repeats a request without one when its connection breaks, though the server may have
/// carried it out, and the repeated delete would find nothing; with a body the break is seen, and the delete known as tried.
/// </summary>
internal sealed class CosmosDeleteHandler : RequestHandler
{
    public override Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Delete)
            request.Content ??= new MemoryStream([], writable: false);
        return base.SendAsync(request, cancellationToken);
    }
}
