using MerchantOps.Access;
using MerchantOps.Storage;

namespace MerchantOps.Functions.Hosting;

/// <summary>Gives an embedded set-up the keys that its settings do not name. With a shared store every process must be given the same ones.</summary>
internal static class EmbeddedKeys
{
    /// <summary>Makes the missing keys in the data folder and puts them into the settings; null when the store is not embedded.</summary>
    public static LocalKeys? Ensure(IConfigurationManager configuration)
    {
        if (!string.Equals(configuration["Store:Kind"] ?? "sqlite", "sqlite", StringComparison.OrdinalIgnoreCase))
            return null;

        var keys = LocalKeys.Ensure(configuration["Data:Directory"] ?? new DataOptions().Directory);
        configuration["Access:OperatorKey"] ??= keys.OperatorKey;
        configuration["Access:TokenKey"] ??= keys.TokenKey;
        configuration["Secrets:MasterKey"] ??= keys.MasterKey;
        return keys;
    }
}
