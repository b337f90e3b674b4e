namespace MerchantOps.Fraud.Signals;

/// <summary>What an e-mail address tells of its owner. Stateless.</summary>
internal static class MailAddress
{
    private static readonly HashSet<string> LargeProviders = new(StringComparer.OrdinalIgnoreCase)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "yahoo.co.jp", "yahoo.co.uk", "icloud.com", "me.com",
        "aol.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "mail.ru", "yandex.ru", "qq.com", "163.com", "126.com", "sina.com", "foxmail.com", "naver.com",
        "daum.net", "orange.fr", "free.fr", "laposte.net", "libero.it", "proton.me", "protonmail.com", "zoho.com", "uol.com.br", "bol.com.br", "wp.pl", "o2.pl",
    };

    public static bool IsLargeProvider(string domain) => LargeProviders.Contains(domain);

    /// <summary>The address as its provider would read it (a tag after + does not count) and its domain; nulls when it is none.</summary>
    public static (string? Address, string? Domain) Split(string? email)
    {
        var text = email?.Trim();
        var at = text?.LastIndexOf('@') ?? -1;
        if (text is null || at < 1 || at == text.Length - 1)
            return (null, null);
        var (local, domain) = (text[..at], text[(at + 1)..]);
        var tag = local.IndexOf('+', StringComparison.Ordinal);
        return ($"{(tag > 0 ? local[..tag] : local)}@{domain}", domain);
    }

    /// <summary>Share of digits among the characters before the @, 0 to 1; NaN without an address.</summary>
    public static float DigitShare(string? email)
    {
        var (address, domain) = Split(email);
        if (address is null || domain is null)
            return float.NaN;
        var local = address.AsSpan(0, address.Length - domain.Length - 1);
        var digits = 0;
        foreach (var c in local)
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        return (float)digits / local.Length;
    }
}
