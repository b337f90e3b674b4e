using System.CommandLine;
using MerchantOps.Storage;

namespace MerchantOps.Functions.Commands;

/// <summary>The options by which a command finds its server.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> url = new("--url") { Description = "A running server, such as http://localhost:7071." };

    private readonly Option<string?> key = new("--key") { Description = "Its operator key; read from the data folder when left out." };

    private readonly Option<string?> data = new("--data") { Description = "The data folder." };

    public void AddTo(Command command)
    {
        command.Options.Add(url);
        command.Options.Add(key);
        command.Options.Add(data);
    }

    /// <summary>Runs <paramref name="action"/> against the server; a refusal is printed and ends with 1.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<ApiClient, Task> action, CancellationToken ct)
    {
        try
        {
            await using var server = await LocalServer.OpenAsync(parsed.GetValue(url), parsed.GetValue(key), parsed.GetValue(data), ct);
            await action(server.Client);
            return 0;
        }
        catch (Exception e) when (e is HttpRequestException or InvalidDataException or IOException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (StoreInUseException e)
        {
            await Console.Error.WriteLineAsync(e.Message + " To ask that one, give its address by --url.");
            return 1;
        }
    }
}
