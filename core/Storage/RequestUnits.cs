namespace MerchantOps.Storage;

/// <summary>
/// What Cosmos DB charges for one operation, estimated from the document's size: the published table of session-consistent point reads and
/// of writes, straight lines between its sizes. Replacing costs twice as much as creating, and 256 bytes stand for what an item carries
/// beside its document.
/// </summary>
/// <remarks>
/// Source: learn.microsoft.com/azure/cosmos-db, "Understand request unit consumption" and "Optimize request cost". Our containers index
/// nothing but keys, so the real charge of a write should be no higher.
/// </remarks>
public static class RequestUnits
{
    private const int ItemBytes = 256;

    /// <summary>What a query costs on top of reading what it finds.</summary>
    private const double Query = 2;

    private static readonly (double KiB, double Read, double Write)[] Table =
    [
        (1, 1, 4.95), (2, 1.04, 6.29), (4, 1.14, 6.67), (8, 1.33, 7.04), (16, 1.67, 9.52), (32, 2.19, 11.23), (64, 4.76, 22.67),
        (128, 9.95, 48.19), (256, 20.28, 98.29), (512, 40.95, 184.57), (1024, 145.9, 625), (2048, 291.8, 1250),
    ];

    /// <summary>A point read; what is absent costs as much as the smallest document.</summary>
    public static double Read(Document? document) => At((document?.Json.Length ?? 0) + ItemBytes, static row => row.Read);

    public static double List(IReadOnlyList<Document> documents) => Query + At(documents.Sum(static d => d.Json.Length + ItemBytes), static row => row.Read);

    /// <summary>An upsert counts as a creation, a deletion as that of the smallest document.</summary>
    public static double Write(in DocumentWrite write) =>
        At(write.Json.Length + ItemBytes, static row => row.Write) * (write.Kind == WriteKind.Replace ? 2 : 1);

    private static double At(double bytes, Func<(double KiB, double Read, double Write), double> of)
    {
        var size = bytes / 1024;
        if (size <= Table[0].KiB)
            return of(Table[0]);

        var above = 1;
        while (above < Table.Length - 1 && Table[above].KiB < size)
            above++;
        var (low, high) = (Table[above - 1], Table[above]);
        return of(low) + ((of(high) - of(low)) * (size - low.KiB) / (high.KiB - low.KiB));
    }
}
