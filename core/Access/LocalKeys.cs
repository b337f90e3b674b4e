using System.Security.Cryptography;
using System.Text;

namespace MerchantOps.Access;

/// <summary>The keys of an embedded set-up, made at its first start and kept in the data folder, readable by its owner alone.</summary>
/// <param name="OperatorKey">Proves an operator.</param>
/// <param name="TokenKey">Signs merchants' tokens; base64.</param>
/// <param name="MasterKey">Encrypts shops' secrets at rest; base64. Who loses it has to connect every shop again.</param>
/// <param name="OperatorKeyIsNew">It was made by this call, so nobody has seen it yet.</param>
public sealed record LocalKeys(string OperatorKey, string TokenKey, string MasterKey, bool OperatorKeyIsNew)
{
    public const string OperatorKeyFile = "operator.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the keys in <paramref name="directory"/>, making the folder and what is missing. Two processes at once get the same keys.</summary>
    public static LocalKeys Ensure(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);

        var (operatorKey, isNew) = Ensure(directory, OperatorKeyFile, () => "op_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        var (tokenKey, _) = Ensure(directory, "token.key", NewKey);
        var (masterKey, _) = Ensure(directory, "master.key", NewKey);
        return new LocalKeys(operatorKey, tokenKey, masterKey, isNew);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static (string Key, bool IsNew) Ensure(string directory, string name, Func<string> make)
    {
        var path = Path.Combine(directory, name);
        if (File.Exists(path))
            return (File.ReadAllText(path).Trim(), false);

        // Written aside and moved into place, so that a kill in between leaves no half key behind.
        var draft = $"{path}.{Guid.NewGuid():N}";
        var made = make();
        Write(draft, made);
        try
        {
            File.Move(draft, path, overwrite: false);
            return (made, true);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
            return (File.ReadAllText(path).Trim(), false);
        }
    }

    private static void Write(string path, string key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(key + "\n"));
        file.Flush(flushToDisk: true);
    }
}
