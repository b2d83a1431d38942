using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Messaging.Tests.Fakes;

/// <summary>A home for the two databases of this module alone, so that a test that needs MongoDB creates no PostgreSQL databases.</summary>
internal sealed class MessagingHome : IAsyncDisposable
{
    private readonly TestMongo? _mongo;

    private MessagingHome(StorageSettings storage, IConfiguration configuration, TestMongo? mongo)
    {
        Storage = storage;
        Configuration = configuration;
        _mongo = mongo;
    }

    public StorageSettings Storage { get; }

    public IConfiguration Configuration { get; }

    /// <summary>Skips the test where a server is needed and absent.</summary>
    public static MessagingHome Create(StorageMode mode, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var mongo = mode == StorageMode.Servers ? TestMongo.Open() : null;
        var folder = Directory.CreateTempSubdirectory("mov-test-").FullName;
        var suffix = "_" + Servers.UniqueSuffix();
        mongo?.TakeOver(DatabaseNames.Chat + suffix);
        mongo?.TakeOver(DatabaseNames.Notifications + suffix);
        Dictionary<string, string> strings = new(StringComparer.Ordinal);
        if (mongo is not null)
        {
            strings["Mongo"] = mongo.Url;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Messaging:DatabaseSuffix", suffix), .. settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)]).Build();
        return new MessagingHome(new StorageSettings(mode, folder, strings), configuration, mongo);
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Storage.Path, recursive: true);
        if (_mongo is not null)
        {
            await _mongo.DisposeAsync();
        }
    }
}
