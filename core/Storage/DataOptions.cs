using System.ComponentModel.DataAnnotations;

namespace MerchantOps.Storage;

/// <summary>Bound from the section <c>Data</c>.</summary>
public sealed class DataOptions
{
    /// <summary>The folder of everything this installation keeps on local disk: databases and keys. Made at first use.</summary>
    [Required]
    public string Directory { get; set; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "merchantops");

    /// <summary>The full path of a file in the folder, which is made if it is not there yet, for its owner's eyes only.</summary>
    public string PathOf(string file) => Path.Combine(Make(Directory).FullName, file);

    private static DirectoryInfo Make(string directory) => OperatingSystem.IsWindows()
        ? System.IO.Directory.CreateDirectory(directory)
        : System.IO.Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
