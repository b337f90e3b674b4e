using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>What only a process shows: exit codes, signals, and the environment it inherits.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string PortVariable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    private readonly string _data = Directory.CreateTempSubdirectory("merchantops-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task The_listen_url_is_set_in_code_and_beats_the_inherited_one_which_is_the_hosts()
    {
        var (port, hosts) = (ProgramProcess.FreePort(), ProgramProcess.FreePort());
        using var handler = Handler(port, ("ASPNETCORE_URLS", $"http://127.0.0.1:{hosts}"));

        var reply = await ProgramProcess.AnswerAsync(port);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        using var socket = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Loopback, hosts));
    }

    [Fact]
    public async Task A_handler_never_exits_0_because_the_host_would_keep_it_dead_for_ever()
    {
        var port = ProgramProcess.FreePort();
        using var handler = Handler(port);
        await ProgramProcess.AnswerAsync(port);

        handler.Terminate();

        Assert.Equal(200, (await handler.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_handler_that_cannot_listen_fails()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var handler = Handler(((IPEndPoint)taken.LocalEndpoint).Port);

        Assert.Equal(1, (await handler.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_handler_with_wrong_settings_fails_and_says_in_one_line_what_is_wrong()
    {
        using var handler = Handler(ProgramProcess.FreePort(), ("Access__TokenKey", "c2hvcnQ="));

        var (code, errors) = await handler.ExitAsync();

        Assert.Equal(1, code);
        Assert.Contains("Access:TokenKey must be at least 32 bytes in base64.", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eighty")]
    [InlineData("70000")]
    public async Task A_handler_with_an_impossible_port_fails(string port)
    {
        using var handler = new ProgramProcess([], (PortVariable, port));

        Assert.NotEqual(0, (await handler.ExitAsync()).Code);
    }

    [Fact]
    public async Task The_local_host_shows_the_operator_key_once_and_stops_gracefully()
    {
        string key, again;
        using (var first = Local())
        {
            key = await first.ReadUntilAsync("Listening on ");
            first.Terminate();
            Assert.Equal(0, (await first.ExitAsync()).Code);
        }

        using (var second = Local())
        {
            again = await second.ReadUntilAsync("Listening on ");
            second.Terminate();
            Assert.Equal(0, (await second.ExitAsync()).Code);
        }

        Assert.Contains((await File.ReadAllTextAsync(Path.Combine(_data, "operator.key"))).Trim(), key, StringComparison.Ordinal);
        Assert.DoesNotContain("Operator key", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_local_host_on_the_same_data_is_refused_clearly()
    {
        using var first = Local();
        await first.ReadUntilAsync("Listening on ");
        using var second = Local();

        var (code, errors) = await second.ExitAsync();

        Assert.Equal(1, code);
        Assert.Contains("is in use by process", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var local = new ProgramProcess(["serve", "--port", port, "--data", _data]);

        var (code, errors) = await local.ExitAsync();

        Assert.Equal(1, code);
        Assert.Contains(port, errors, StringComparison.Ordinal);
        Assert.Contains("--port", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "99999")]
    [InlineData("--port", "x")]
    [InlineData("--unknown", "1")]
    [InlineData("fly", "away")]
    public async Task Wrong_usage_ends_with_2(string option, string value)
    {
        using var program = new ProgramProcess([option, value]);

        var (code, errors) = await program.ExitAsync();

        Assert.Equal(2, code);
        Assert.NotEmpty(errors);
    }

    private ProgramProcess Handler(int port, params (string Name, string Value)[] more) =>
        new([], [(PortVariable, port.ToString(CultureInfo.InvariantCulture)), ("Data__Directory", _data), .. more]);

    private ProgramProcess Local() => new(["--port", "0", "--data", _data]);
}
