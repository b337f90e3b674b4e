using System.Text;
using System.Text.Json;
using MerchantOps.Storage;

namespace MerchantOps.Tests.Core.Storage;

/// <summary>A number in a document, raised by reading, replacing, and trying again when somebody was faster.</summary>
internal static class Counter
{
    public static string Json(int n) => $$"""{"n":{{n}}}""";

    public static int Read(Document document)
    {
        using var json = JsonDocument.Parse(document.Json);
        return json.RootElement.GetProperty("n").GetInt32();
    }

    public static async Task RaiseAsync(IDocumentStore store, DocumentKey key, int times, CancellationToken ct)
    {
        for (var done = 0; done < times;)
        {
            var found = (await store.FindAsync(key, ct))!;
            var raised = Encoding.UTF8.GetBytes(Json(Read(found) + 1));
            if ((await store.SaveAsync(DocumentWrite.Replace(key, raised, found.ETag), ct)).Saved)
                done++;
        }
    }
}
