using Npgsql;

namespace Mov.Testing;

/// <summary>Throw-away databases on the PostgreSQL server of <c>MOV_TEST_POSTGRES</c>.</summary>
public static class TestPostgres
{
    /// <summary>Connection string of the server, without a database. Skips the test when there is no server.</summary>
    public static string Server => Servers.Require(Servers.PostgresVariable);

    /// <summary>Creates the database <c>{name}_{8 hex digits}</c>; it is dropped when the answer is disposed.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        var database = ReserveDatabase(name);
        await ExecuteAsync($"CREATE DATABASE \"{database.Name}\"", cancellationToken);
        return database;
    }

    /// <summary>Names a database that does not exist yet, for what creates it itself (<c>migrate</c>); it is dropped like the others.</summary>
    public static TestDatabase ReserveDatabase(string name)
    {
        var uniqueName = $"{name}_{Servers.UniqueSuffix()}";
        return new TestDatabase(uniqueName, ConnectionStringTo(uniqueName));
    }

    /// <summary>Creates empty <c>mov_auth_…</c>, <c>mov_events_…</c> and <c>mov_enrollments_…</c>, together one throw-away home of the application.</summary>
    public static async Task<TestAppDatabases> CreateAppDatabasesAsync(CancellationToken cancellationToken)
    {
        var databases = ReserveAppDatabases();
        await ExecuteAsync($"CREATE DATABASE \"{databases.Auth.Name}\"", cancellationToken);
        await ExecuteAsync($"CREATE DATABASE \"{databases.Events.Name}\"", cancellationToken);
        await ExecuteAsync($"CREATE DATABASE \"{databases.Enrollments.Name}\"", cancellationToken);
        return databases;
    }

    /// <summary>Names the three databases of the application without creating them; they are dropped like the others.</summary>
    public static TestAppDatabases ReserveAppDatabases() =>
        new(ReserveDatabase("mov_auth"), ReserveDatabase("mov_events"), ReserveDatabase("mov_enrollments"));

    internal static async Task DropDatabaseAsync(TestDatabase database)
    {
        await using (var pooled = new NpgsqlConnection(database.ConnectionString))
            NpgsqlConnection.ClearPool(pooled);

        await ExecuteAsync($"DROP DATABASE IF EXISTS \"{database.Name}\" WITH (FORCE)", CancellationToken.None);
    }

    private static string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var administration = new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(administration.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>One PostgreSQL database of a test, dropped (open connections or not) when disposed.</summary>
public sealed class TestDatabase(string name, string connectionString) : IAsyncDisposable
{
    public string Name { get; } = name;

    public string ConnectionString { get; } = connectionString;

    public async ValueTask DisposeAsync() => await TestPostgres.DropDatabaseAsync(this);
}

/// <summary>The application's three PostgreSQL databases under names of one test, dropped together.</summary>
public sealed class TestAppDatabases(TestDatabase auth, TestDatabase events, TestDatabase enrollments) : IAsyncDisposable
{
    public TestDatabase Auth { get; } = auth;

    public TestDatabase Events { get; } = events;

    public TestDatabase Enrollments { get; } = enrollments;

    public async ValueTask DisposeAsync()
    {
        await Auth.DisposeAsync();
        await Events.DisposeAsync();
        await Enrollments.DisposeAsync();
    }
}
