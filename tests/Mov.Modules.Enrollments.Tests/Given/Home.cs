using Microsoft.Data.Sqlite;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>The one database that the module needs, under a name that nobody else uses. Several instances may live in it.</summary>
internal sealed class Home : IAsyncDisposable
{
    private readonly TestDatabase? _postgres;

    private Home(StorageMode mode)
    {
        Folder = Directory.CreateTempSubdirectory("mov-test-").FullName;
        _postgres = mode == StorageMode.Servers ? TestPostgres.ReserveDatabase(DatabaseNames.Enrollments) : null;
        Storage = new StorageSettings(
            mode, Folder, _postgres is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { ["Enrollments"] = WithDefaultPool(_postgres.ConnectionString) });
    }

    public string Folder { get; }

    public StorageSettings Storage { get; }

    /// <summary>Of the database itself, for another client.</summary>
    public string ConnectionString => Storage.ConnectionStringOf(DatabaseNames.Enrollments);

    /// <summary>Skips the test where a server is needed and absent.</summary>
    public static Home Create(StorageMode mode) => new(mode);

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    // As many connections as an installation has by default: what needs more of them shows here.
    private static string WithDefaultPool(string connectionString) =>
        new Npgsql.NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 5 }.ConnectionString;
}
