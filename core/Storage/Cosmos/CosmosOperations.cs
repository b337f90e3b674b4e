using System.Buffers.Text;
using System.Security.Cryptography;

namespace MerchantOps.Storage.Cosmos;

/// <summary>
/// The latest operations that made a document what it is, newest first, kept within it: a writer whose answer was lost finds its own
/// among them even when others have built upon it since. Ids separated by spaces.
/// </summary>
internal static class CosmosOperations
{
    /// <summary>How many later replaces a lost answer may be behind and still be recognised.</summary>
    private const int Kept = 16;

    private const int IdBytes = 6;

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));

    /// <param name="earlier">Of the document that is replaced; empty where nothing is known of it.</param>
    public static string Add(string id, string earlier) =>
        earlier.Length == 0 ? id : string.Join(' ', earlier.Split(' ').Take(Kept - 1).Prepend(id));

    public static bool IsLatest(string id, string operations) => operations.StartsWith(id, StringComparison.Ordinal);

    public static bool Contains(string id, string operations) => operations.Contains(id, StringComparison.Ordinal);
}
