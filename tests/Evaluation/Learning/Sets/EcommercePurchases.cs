using MerchantOps.Evaluation.Tables;
using MerchantOps.Learning.Data;

namespace MerchantOps.Evaluation.Learning.Sets;

/// <summary>The first purchases of an online shop's customers ("Fraud_Data"), training and test rows together, in the order of time.</summary>
/// <param name="Columns">What the purchase itself tells: value, age, minutes since the sign-up, source, browser, sex.</param>
/// <param name="Minutes">When, in minutes since 1970.</param>
/// <param name="Devices">Codes, as those of the addresses and countries; −1 where there is none.</param>
/// <param name="IsTest">Whether the purchase is of the test part.</param>
/// <param name="IsLate">Whether it is of the last fifth in time.</param>
public sealed record EcommercePurchases(
    IReadOnlyList<Feature> Features, float[][] Columns, long[] Minutes, int[] Devices, int[] Addresses, int[] Countries, float[] Frauds, bool[] IsTest, bool[] IsLate)
{
    private static readonly string[] Numbers = ["purchase_value", "age", "minutes_since_signup"];
    private static readonly string[] Texts = ["source", "browser", "sex"];

    public int Count => Minutes.Length;

    public static EcommercePurchases Read(string train, string test)
    {
        var codes = Texts.Append("device_id").Append("ip_address").Append("country").ToDictionary(name => name, _ => new CategoryCodes());
        List<Row> rows = [.. Rows(train, isTest: false, codes), .. Rows(test, isTest: true, codes)];
        rows.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return new EcommercePurchases(
            [.. Numbers.Select(Feature.Number), .. Texts.Select(name => Feature.Category(name, codes[name].Names))],
            [.. Enumerable.Range(0, Numbers.Length + Texts.Length).Select(j => rows.Select(r => r.Values[j]).ToArray())],
            [.. rows.Select(r => r.Minute)], [.. rows.Select(r => r.Device)], [.. rows.Select(r => r.Address)], [.. rows.Select(r => r.Country)],
            [.. rows.Select(r => r.Fraud)], [.. rows.Select(r => r.IsTest)], [.. rows.Select(r => r.IsLate)]);
    }

    private static List<Row> Rows(string path, bool isTest, Dictionary<string, CategoryCodes> codes)
    {
        using var csv = new CsvRows(path);
        var (number, signup, purchase, value, age, part, label) =
            (csv.Find("event_no"), csv.Find("signup_time"), csv.Find("purchase_time"), csv.Find("purchase_value"), csv.Find("age"), csv.Find("part"), csv.Find("class"));
        var places = codes.Keys.ToDictionary(name => name, csv.Find);
        float Code(string name) => codes[name].Learn(csv.Bytes(places[name]));
        int Known(string name) => Code(name) is var code && float.IsNaN(code) ? -1 : (int)code;

        List<Row> rows = [];
        while (csv.Read())
        {
            var (from, at) = (csv.Time(signup), csv.Time(purchase));
            float[] values = [csv.Number(value), csv.Number(age), (float)(at - from).TotalMinutes, .. Texts.Select(Code)];
            rows.Add(new Row(csv.Whole(number), (at - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMinute, values,
                Known("device_id"), Known("ip_address"), Known("country"), csv.Whole(label), isTest, csv.Text(part) == "late"));
        }

        return rows;
    }

    private sealed record Row(int Number, long Minute, float[] Values, int Device, int Address, int Country, float Fraud, bool IsTest, bool IsLate);
}
