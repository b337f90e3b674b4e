using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace MerchantOps.Evaluation.Generators;

/// <summary><c>burst --seed N --out F.csv.gz</c>: writes a seeded <see cref="SignUpBurst"/> as a file that <c>fraud --format ecommerce</c> reads.</summary>
internal static class BurstCommand
{
    private const string Header =
        "event_no,user_id,signup_time,purchase_time,purchase_value,device_id,source,browser,sex,age,ip_address,country,part,class";

    public static Command Create(TextWriter output)
    {
        var seed = new Option<int>("--seed") { Description = "Another seed, another burst.", Required = true };
        var path = new Option<string>("--out") { Description = "The file to write, gzipped CSV.", Required = true };
        var command = new Command("burst", "Writes a seeded burst of accounts that sign up and buy, among honest orders.") { seed, path };
        command.SetAction(options => Run(options.GetValue(seed), options.GetValue(path)!, output));
        return command;
    }

    private static int Run(int seed, string path, TextWriter output)
    {
        var purchases = SignUpBurst.Generate(seed);
        Write(path, purchases);

        var burst = purchases.Count(p => p.IsBurst);
        output.WriteLine($"{path}: {purchases.Count} first purchases, {burst} of them of the burst.");
        output.WriteLine(JsonSerializer.Serialize(new { orders = purchases.Count, burst }));
        return 0;
    }

    private static void Write(string path, List<SignUp> purchases)
    {
        try
        {
            using var text = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Optimal), new UTF8Encoding(false)) { NewLine = "\n" };
            text.WriteLine(Header);
            for (var i = 0; i < purchases.Count; i++)
                text.WriteLine(Row(i + 1, purchases[i]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be written: {e.Message}");
        }
    }

    private static string Row(int number, SignUp p) => string.Create(CultureInfo.InvariantCulture,
        $"{number},{p.User},{p.SignedUpAt:yyyy-MM-dd HH:mm:ss},{p.PurchasedAt:yyyy-MM-dd HH:mm:ss},{p.Value},{p.Device},{p.Source},{p.Browser},{p.Sex},{p.Age},{p.Address},{p.Country},early,{(p.IsBurst ? 1 : 0)}");
}
