using MerchantOps.Access;

namespace MerchantOps.Tests.Core.Access;

public sealed class LocalKeysTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "merchantops-" + Guid.NewGuid().ToString("N"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_start_makes_keys_and_later_ones_find_them()
    {
        var first = LocalKeys.Ensure(_folder);

        var second = LocalKeys.Ensure(_folder);

        Assert.True(first.OperatorKeyIsNew);
        Assert.Equal(first with { OperatorKeyIsNew = false }, second);
        Assert.Equal(32, Convert.FromBase64String(first.TokenKey).Length);
        Assert.Equal(32, Convert.FromBase64String(first.MasterKey).Length);
    }

    [Fact]
    public void Only_the_owner_can_read_the_keys()
    {
        LocalKeys.Ensure(_folder);

        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        foreach (var file in Directory.GetFiles(_folder))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Two_installations_have_different_keys()
    {
        var other = _folder + "/other";

        Assert.NotEqual(LocalKeys.Ensure(_folder).OperatorKey, LocalKeys.Ensure(other).OperatorKey);
    }

    [Fact]
    public async Task Starts_at_the_same_time_agree_on_the_keys()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => LocalKeys.Ensure(_folder), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Single(keys.Select(k => k.OperatorKey).Distinct());
        Assert.Single(keys.Select(k => k.MasterKey).Distinct());
        Assert.Single(keys, k => k.OperatorKeyIsNew);
    }
}
