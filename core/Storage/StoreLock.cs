using System.Globalization;

namespace MerchantOps.Storage;

/// <summary>
/// Marks a file of the data folder as owned by this process. The operating system's lock on <c>{path}.lock</c> is what counts, so it
/// ends with the process even when that is killed; <c>{path}.pid</c> only names the holder for the message.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <exception cref="StoreInUseException">Another process, or another store of this one, holds it.</exception>
    public static StoreLock Take(string path)
    {
        var file = Open(path);
        File.WriteAllText(PidFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new StoreLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            throw new StoreInUseException(path, HolderOf(path), e);
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows; a full or read-only disk is something else.</summary>
    private static bool IsSharingViolation(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static int? HolderOf(string path)
    {
        var file = PidFile(path);
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static string PidFile(string path) => path + ".pid";
}
