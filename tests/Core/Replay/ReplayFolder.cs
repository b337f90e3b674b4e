using System.IO.Compression;
using System.Text;

namespace MerchantOps.Tests.Core.Replay;

/// <summary>Small data files of a test's own, removed afterwards.</summary>
public sealed class ReplayFolder : IDisposable
{
    public const string EcommerceHeader = "event_no,user_id,signup_time,purchase_time,purchase_value,device_id,source,browser,sex,age,ip_address,country,part,class";

    public const string HandbookHeader = "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("replay");

    public string Write(string name, params string[] lines)
    {
        var path = Path.Combine(folder.FullName, name);
        using Stream file = File.Create(path);
        using var stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
