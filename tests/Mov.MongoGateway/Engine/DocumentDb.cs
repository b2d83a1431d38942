using MongoDB.Bson;
using Npgsql;
using NpgsqlTypes;

namespace Mov.MongoGateway.Engine;

/// <summary>Calls of DocumentDB's functions. BSON travels as <c>bytea</c>, cast on the way in and out.</summary>
internal sealed class DocumentDb : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    public DocumentDb(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 200,
            MaxAutoPrepare = 50,
            Timezone = "UTC",
            ApplicationName = "Mov.MongoGateway",
        };
        _source = NpgsqlDataSource.Create(settings);
    }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    /// <summary>Runs <paramref name="sql"/> (its arguments are <c>$1</c>, <c>$2</c> …) and returns its only value.</summary>
    public async Task<T> CallAsync<T>(string sql, CancellationToken cancellationToken, params object[] arguments) =>
        await RowAsync(sql, row => row.GetFieldValue<T>(0), cancellationToken, arguments);

    /// <summary>Runs a function of a database and a BSON document that answers with a BSON document.</summary>
    public Task<byte[]> AnswerAsync(string function, string database, BsonDocument spec, CancellationToken cancellationToken) =>
        CallAsync<byte[]>($"SELECT {function}($1, $2::documentdb_core.bson)::bytea", cancellationToken, database, spec);

    public async Task<T> RowAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] arguments)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await RowAsync(connection, sql, read, cancellationToken, arguments);
    }

    public static async Task<T> RowAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] arguments)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
            command.Parameters.Add(Parameter(argument));

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
            throw new InvalidOperationException($"DocumentDB did not answer: {sql}");
        return read(rows);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlParameter Parameter(object argument) => argument switch
    {
        BsonDocument document => new NpgsqlParameter { Value = document.ToBson(), NpgsqlDbType = NpgsqlDbType.Bytea },
        byte[] bytes => new NpgsqlParameter { Value = bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        _ => new NpgsqlParameter { Value = argument },
    };
}
