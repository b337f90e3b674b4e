using System.Globalization;
using MerchantOps.Storage;
using MerchantOps.Storage.Sqlite;

namespace MerchantOps.Tests.Core.Storage;

public sealed class SqliteProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StoreMetrics _metrics = new();
    private readonly SqliteDocumentStore _store;

    public SqliteProcessTests() =>
        _store = new SqliteDocumentStore(_folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), _metrics, TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _metrics.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_second_process_is_refused_and_told_who_has_the_store()
    {
        _store.Open();

        using var second = ChildProcess.Start("hold-store", _folder.File("documents.db"));
        var message = await second.ReadLineAsync();

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains($"in use by process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_process_leaves_the_store_free()
    {
        using var first = ChildProcess.Start("hold-store", _folder.File("documents.db"));
        Assert.Equal("open", await first.ReadLineAsync());

        var refusal = Assert.Throws<StoreInUseException>(_store.Open);
        await first.KillAsync();
        _store.Open();

        Assert.Equal(first.Id, refusal.ProcessId);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill()
    {
        var acknowledged = new List<string>();
        for (var kill = 0; kill < 3; kill++)
        {
            using var folder = new TempFolder();
            using var writer = ChildProcess.Start("write-store", folder.File("documents.db"));
            acknowledged.Clear();
            for (var line = 0; line < 300 * (kill + 1); line++)
                acknowledged.Add((await writer.ReadLineAsync())!);
            await writer.KillAsync();
            while (await writer.ReadLineAsync() is { } line)
                acknowledged.Add(line);

            using var store = new SqliteDocumentStore(folder.File("documents.db"), new StoreOptions(), new SqliteStoreOptions(), _metrics, TimeProvider.System);
            var found = await store.FindManyAsync([.. acknowledged.Select(id => new DocumentKey("orders", "m1", id))], default);

            Assert.All(found, Assert.NotNull);
        }
    }
}
