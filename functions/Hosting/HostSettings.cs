using System.Globalization;

namespace MerchantOps.Functions.Hosting;

internal enum HostMode
{
    /// <summary>A child of the Azure Functions host, which owns routes, keys, timers and the hub trigger.</summary>
    Handler,

    /// <summary>On its own: this process is the host.</summary>
    Local,
}

/// <summary>How this process was started.</summary>
/// <param name="Port">On 127.0.0.1; 0 picks a free one.</param>
/// <param name="DataDirectory">From the command line; null leaves it to the setting <c>Data:Directory</c>.</param>
/// <param name="ScriptRoot">Holds host.json and a folder per function; never written to.</param>
internal sealed record HostSettings(HostMode Mode, int Port, string? DataDirectory, string ScriptRoot)
{
    public const int DefaultPort = 7071;

    private const string PortVariable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>The settings when a Functions host started this process, else null.</summary>
    /// <exception cref="InvalidDataException">The host named a port that is none.</exception>
    public static HostSettings? ForHandler()
    {
        var text = Environment.GetEnvironmentVariable(PortVariable);
        if (string.IsNullOrEmpty(text))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? new HostSettings(HostMode.Handler, port, null, AppContext.BaseDirectory)
            : throw new InvalidDataException($"{PortVariable} is not a port: {text}");
    }

    public static HostSettings ForLocalHost(int port, string? dataDirectory) => new(HostMode.Local, port, dataDirectory, AppContext.BaseDirectory);
}
