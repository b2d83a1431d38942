using Microsoft.Data.Sqlite;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Npgsql;

namespace Mov.Benchmarks.Frame;

/// <summary>The modules in throw-away databases, with the connection pools that an installation has by default (5 per database), and ways to fill the databases quickly.</summary>
internal sealed class BenchmarkApp : IAsyncDisposable
{
    private const int DefaultPool = 5;

    private static readonly string[] Relational = ["ConnectionStrings:Auth", "ConnectionStrings:Events", "ConnectionStrings:Enrollments"];

    private BenchmarkApp(TestHome home, TestApp app, IReadOnlyDictionary<string, string?> settings)
    {
        Home = home;
        App = app;
        Settings = settings;
    }

    public TestHome Home { get; }

    public TestApp App { get; }

    /// <summary>What leads another process to the same databases.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Makes the databases and migrates them.</summary>
    /// <param name="mode">Where.</param>
    /// <param name="settings">Settings beside the databases.</param>
    public static async Task<BenchmarkApp> CreateAsync(StorageMode mode, params (string Key, string Value)[] settings)
    {
        var home = TestHome.Create(mode);
        Dictionary<string, string?> all = new(home.Settings, StringComparer.Ordinal);
        foreach (var key in Relational.Where(all.ContainsKey))
        {
            all[key] = new NpgsqlConnectionStringBuilder(all[key]) { MaxPoolSize = DefaultPool, MinPoolSize = 0, Timeout = 30, ConnectionIdleLifetime = 10 }.ConnectionString;
        }

        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new BenchmarkApp(home, await TestApp.CreateAsync(mode, CancellationToken.None, settings: all, home: home), all);
    }

    public T Get<T>()
        where T : notnull => App.Get<T>();

    /// <summary>Plain access to one of the PostgreSQL databases (<see cref="DatabaseNames"/>), with as large a pool as the application's.</summary>
    public NpgsqlDataSource Open(string database) => NpgsqlDataSource.Create(Settings["ConnectionStrings:" + StorageSettings.KeyOf(database)]!);

    /// <summary>Runs statements that both databases understand, or those of the one that is used.</summary>
    public async Task ExecuteAsync(string database, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await (Settings["Storage:Mode"] == nameof(StorageMode.Servers) ? OnPostgresAsync(database, statement) : OnSqliteAsync(database, statement));
        }
    }

    /// <summary>Adds accounts to an empty <c>mov_auth</c>: 1 is an organizer, 2 and more are participants (<c>person1@bench.example</c> has the id 2). Nobody's cache knows them.</summary>
    /// <param name="participants">How many.</param>
    /// <param name="passwordHash">The bcrypt hash of the password of all of them; with the default nobody can sign in.</param>
    public Task AddPeopleAsync(int participants, string passwordHash = "none") => ExecuteAsync(
        DatabaseNames.Auth,
        $"""
        INSERT INTO users (email, password, role)
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {participants})
        SELECT 'person' || i || '@bench.example', '{passwordHash}', CASE WHEN i = 0 THEN 'ORGANIZER' ELSE 'PARTICIPANT' END FROM n ORDER BY i
        """);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Home.DisposeAsync();
    }

    private async Task OnPostgresAsync(string database, string statement)
    {
        await using var source = Open(database);
        await using var command = source.CreateCommand(statement);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private async Task OnSqliteAsync(string database, string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Home.Folder, database + ".db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
