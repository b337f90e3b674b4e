using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Secrets;

/// <summary>Bound from the section <c>Secrets</c>.</summary>
public sealed class SecretsOptions
{
    /// <summary>32 bytes in base64; everything is sealed under this one.</summary>
    [Required, Length(44, 44)]
    public string MasterKey { get; set; } = "";

    /// <summary>Master keys of before, 32 bytes in base64 each: they still open what was sealed under them, and seal nothing.</summary>
    public IList<string> RetiredMasterKeys { get; } = [];
}
