using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MerchantOps.Tests.Functions.Hosting;

/// <summary>What a person reads when the program cannot start: one line that says what to do, and exit code 1.</summary>
public sealed class StartRefusalTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("merchantops-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("serve", "--port", "0")]
    [InlineData("demo", "--port", "0", "--exit")]
    [InlineData("quarantine", "list")]
    [InlineData("stats")]
    public async Task A_second_process_on_a_data_folder_is_refused_before_it_listens(params string[] command)
    {
        using var first = new ProgramProcess(["serve", "--port", "0", "--data", _data]);
        await first.ReadUntilAsync("Listening");
        using var second = new ProgramProcess([.. command, "--data", _data]);

        var (code, errors) = await second.ExitAsync();

        Assert.Equal(1, code);
        Assert.Contains("is in use by process", OneLine(errors), StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => second.ReadUntilAsync("Listening"));
        Assert.DoesNotContain("fail:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo", "--exit")]
    public async Task A_taken_port_is_said_in_one_line(params string[] command)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var program = new ProgramProcess([.. command, "--port", port, "--data", _data]);

        var (code, errors) = await program.ExitAsync();

        Assert.Equal(1, code);
        Assert.Contains("Choose another one with --port.", OneLine(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_said_in_one_line()
    {
        var file = Path.Combine(_data, "file");
        await File.WriteAllTextAsync(file, "");
        using var program = new ProgramProcess(["serve", "--port", "0", "--data", file]);

        var (code, errors) = await program.ExitAsync();

        Assert.Equal(1, code);
        Assert.StartsWith($"The data folder {file} cannot be used", OneLine(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quarantine", "list")]
    [InlineData("stats")]
    public async Task A_command_on_a_folder_without_data_makes_none(params string[] command)
    {
        var mistyped = Path.Combine(_data, "mistyped");
        using var program = new ProgramProcess([.. command, "--data", mistyped]);

        var (code, errors) = await program.ExitAsync();

        Assert.Equal(1, code);
        Assert.Contains(mistyped, OneLine(errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(mistyped));
    }

    [Fact]
    public async Task A_wrong_option_of_the_root_command_is_told_once()
    {
        using var program = new ProgramProcess(["serve", "--port", "70000"]);

        var (code, errors) = await program.ExitAsync();

        Assert.Equal((2, "--port must lie between 0 and 65535."), (code, OneLine(errors)));
    }

    private static string OneLine(string errors) => Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
