using Mov.Modules.Shared.Storage;
using Npgsql;

namespace Mov.Testing.Schema;

/// <summary>Another MOV client, which knows the document and nothing of this system.</summary>
public static class SeedClient
{
    /// <summary>Executes the document's own statements for a database.</summary>
    /// <param name="database">For example <c>mov_events</c>.</param>
    /// <param name="connectionString">An empty database.</param>
    /// <param name="cancellationToken">The test's.</param>
    public static Task CreateTablesAsync(string database, string connectionString, CancellationToken cancellationToken) =>
        ExecuteAsync(SchemaDocument.Load().Database(database).Ddl, connectionString, cancellationToken);

    /// <summary>Creates one of a home's databases with the document's own statements.</summary>
    public static async Task CreateDatabaseAsync(string database, TestHome home, CancellationToken cancellationToken)
    {
        var address = home.Settings["ConnectionStrings:" + StorageSettings.KeyOf(database)]!;
        var administration = new NpgsqlConnectionStringBuilder(address) { Database = "postgres" }.ConnectionString;
        await ExecuteAsync($"CREATE DATABASE \"{new NpgsqlConnectionStringBuilder(address).Database}\"", administration, cancellationToken);
        await CreateTablesAsync(database, address, cancellationToken);
    }

    /// <summary>Executes any SQL, for rows that know only the seed's columns.</summary>
    public static async Task ExecuteAsync(string sql, string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
