using MerchantOps.Access;
using MerchantOps.Storage;

namespace MerchantOps.Functions.Hosting;

/// <summary>Gives an embedded set-up the keys that its settings do not name. With a shared store every process must be given the same ones.</summary>
internal static class EmbeddedKeys
{
    /// <summary>Makes the missing keys in the data folder and puts them into the settings; null when the store is not embedded.</summary>
    /// <exception cref="InvalidDataException">The data folder cannot be made, read or written.</exception>
    public static LocalKeys? Ensure(IConfigurationManager configuration)
    {
        if (!string.Equals(configuration["Store:Kind"] ?? "sqlite", "sqlite", StringComparison.OrdinalIgnoreCase))
            return null;

        var keys = In(configuration["Data:Directory"] ?? new DataOptions().Directory);
        configuration["Access:OperatorKey"] ??= keys.OperatorKey;
        configuration["Access:TokenKey"] ??= keys.TokenKey;
        configuration["Secrets:MasterKey"] ??= keys.MasterKey;
        return keys;
    }

    private static LocalKeys In(string directory)
    {
        try
        {
            return LocalKeys.Ensure(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The data folder {directory} cannot be used: {e.Message}", e);
        }
    }
}
