using System.CommandLine;
using System.Globalization;
using MerchantOps.Functions.Hosting;

namespace MerchantOps.Functions.Commands;

/// <summary><c>serve</c>: the local host, until SIGTERM or Ctrl-C.</summary>
internal static class ServeCommand
{
    private static readonly Option<int> Port = new("--port")
    {
        Description = "Port on 127.0.0.1; 0 picks a free one.",
        DefaultValueFactory = _ => HostSettings.DefaultPort,
    };

    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the embedded store, event log and keys." };

    static ServeCommand() => Port.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var port) && port is < 0 or > 65535)
            result.AddError("--port must lie between 0 and 65535.");
    });

    public static Command Create()
    {
        var command = new Command("serve", "Serve the functions on this machine, with no Azure at all (the default).") { Port, Data };
        command.SetAction(RunAsync);
        return command;
    }

    public static Task<int> RunAsync(ParseResult parsed, CancellationToken ct) =>
        LocalHost.RunAsync(HostSettings.ForLocalHost(parsed.GetValue(Port), parsed.GetValue(Data)), ct);
}
