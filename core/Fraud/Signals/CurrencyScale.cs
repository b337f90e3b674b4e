namespace MerchantOps.Fraud.Signals;

/// <summary>
/// Roughly how many units of a currency buy what one US dollar buys, so that amounts in yen and in euros can be compared in order of
/// magnitude. Not for accounting: rates move, magnitudes do not.
/// </summary>
internal static class CurrencyScale
{
    public static double PerDollar(string currency) => currency switch
    {
        "JPY" => 150,
        "KRW" => 1_400,
        "CNY" or "HKD" => 7.5,
        "INR" => 85,
        "BRL" or "PLN" or "ILS" or "MYR" => 4.5,
        "MXN" or "ZAR" or "PHP" or "THB" or "TWD" or "TRY" => 30,
        "SEK" or "NOK" or "DKK" or "CZK" => 10,
        "RUB" => 90,
        "HUF" or "CLP" => 500,
        "IDR" or "VND" => 20_000,
        _ => 1,
    };
}
