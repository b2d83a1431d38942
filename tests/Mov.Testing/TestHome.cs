using Microsoft.Data.Sqlite;
using Mov.Modules.Shared.Storage;

namespace Mov.Testing;

/// <summary>A home for one application under test: a folder, or databases on the servers, under names that nobody else uses. Several instances may share one;
/// the last to leave takes it down.</summary>
public sealed class TestHome : IAsyncDisposable
{
    private readonly TestAppDatabases? _postgres;
    private readonly TestMongo? _mongo;
    private readonly TestRedis? _redis;
    private int _tenants = 1;

    private TestHome(StorageMode mode)
    {
        Folder = Directory.CreateTempSubdirectory("mov-test-").FullName;
        Dictionary<string, string?> settings = new(StringComparer.Ordinal) { ["Storage:Mode"] = mode.ToString(), ["Storage:Path"] = Folder };
        if (mode == StorageMode.Servers)
        {
            _postgres = TestPostgres.ReserveAppDatabases();
            _mongo = TestMongo.Open();
            _redis = TestRedis.Open();
            var suffix = Servers.UniqueSuffix();
            _mongo.TakeOver(DatabaseNames.Chat + "_" + suffix);
            _mongo.TakeOver(DatabaseNames.Notifications + "_" + suffix);
            settings["ConnectionStrings:Auth"] = _postgres.Auth.ConnectionString;
            settings["ConnectionStrings:Events"] = _postgres.Events.ConnectionString;
            settings["ConnectionStrings:Enrollments"] = _postgres.Enrollments.ConnectionString;
            settings["ConnectionStrings:Mongo"] = _mongo.Url;
            settings["ConnectionStrings:Redis"] = _redis.ConnectionString;
            settings["Storage:RedisPrefix"] = _redis.Prefix;
            settings["Messaging:DatabaseSuffix"] = "_" + suffix;
        }

        Mode = mode;
        Settings = settings;
    }

    private TestHome(IReadOnlyDictionary<string, string?> servers)
    {
        Folder = Directory.CreateTempSubdirectory("mov-test-").FullName;
        Mode = StorageMode.Servers;
        Settings = new Dictionary<string, string?>(servers, StringComparer.Ordinal) { ["Storage:Mode"] = nameof(StorageMode.Servers), ["Storage:Path"] = Folder };
    }

    public StorageMode Mode { get; }

    /// <summary>A folder of its own, also in Servers mode.</summary>
    public string Folder { get; }

    /// <summary>The settings that lead an application here.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Skips the test where a server is needed and absent.</summary>
    public static TestHome Create(StorageMode mode) => new(mode);

    /// <summary>A home on servers that the test brought itself and takes down itself, with the settings that lead there.</summary>
    public static TestHome On(IReadOnlyDictionary<string, string?> servers) => new(servers);

    /// <summary>The way into one of the relational databases or, in Embedded mode, of all, for a client other than the application.</summary>
    public string ConnectionStringOf(string database) => Mode == StorageMode.Servers
        ? Settings["ConnectionStrings:" + StorageSettings.KeyOf(database)]!
        : new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, database + ".db"), DefaultTimeout = 30 }.ToString();

    /// <summary>One more tenant.</summary>
    public TestHome Share()
    {
        Interlocked.Increment(ref _tenants);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Decrement(ref _tenants) > 0)
        {
            return;
        }

        await DeleteFolderAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
            await _mongo!.DisposeAsync();
            await _redis!.DisposeAsync();
        }
    }

    // A read that the pages shared belongs to no request, so that stopping waits for none; one under way makes files of its own beside the database.
    private async Task DeleteFolderAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(Folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 10)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
