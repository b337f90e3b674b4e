using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Access;

/// <summary>Bound from the section <c>Access</c>. In the embedded set-up missing keys come from <see cref="LocalKeys"/>.</summary>
public sealed class AccessOptions
{
    /// <summary>Proves an operator where the Functions host does not check a key. Null lets nobody in that way.</summary>
    [MinLength(20)]
    public string? OperatorKey { get; set; }

    /// <summary>Signs merchants' tokens (HS256): at least 32 bytes in base64.</summary>
    [Required]
    public string TokenKey { get; set; } = "";

    internal bool TokenKeyIsStrong()
    {
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(TokenKey, bytes, out var length) && length >= 32;
    }
}
