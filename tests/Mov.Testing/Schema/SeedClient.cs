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

    /// <summary>Executes any SQL, for rows that know only the seed's columns.</summary>
    public static async Task ExecuteAsync(string sql, string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
