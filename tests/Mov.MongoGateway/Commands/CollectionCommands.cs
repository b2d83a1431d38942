using MongoDB.Bson;
using Mov.MongoGateway.Engine;

namespace Mov.MongoGateway.Commands;

/// <summary>Databases and collections: list, create, change, rename, drop, measure.</summary>
internal sealed class CollectionCommands(DocumentDb engine, CursorStore cursors)
{
    public void AddTo(Dictionary<string, Handler> handlers)
    {
        handlers["listCollections"] = (request, cancellationToken) => CursorPages.FirstAsync(
            engine, cursors, "documentdb_api.list_collections_cursor_first_page", request, cancellationToken);
        handlers["listDatabases"] = (request, cancellationToken) => engine.CallAsync<byte[]>(
            "SELECT documentdb_api.list_databases($1::documentdb_core.bson)::bytea", cancellationToken, request.Spec);
        handlers["create"] = (request, cancellationToken) =>
            engine.AnswerAsync("documentdb_api.create_collection_view", request.Database, request.Spec, cancellationToken);
        handlers["collMod"] = (request, cancellationToken) => engine.CallAsync<byte[]>(
            "SELECT documentdb_api.coll_mod($1, $2, $3::documentdb_core.bson)::bytea",
            cancellationToken, request.Database, request.Collection, request.Spec);
        handlers["renameCollection"] = (request, cancellationToken) => engine.CallAsync<byte[]>(
            "SELECT documentdb_api.rename_collection($1::documentdb_core.bson)::bytea", cancellationToken, request.Spec);
        handlers["drop"] = DropAsync;
        handlers["dropDatabase"] = DropDatabaseAsync;
        handlers["collStats"] = (request, cancellationToken) => engine.CallAsync<byte[]>(
            "SELECT documentdb_api.coll_stats($1, $2)::bytea", cancellationToken, request.Database, request.Collection);
        handlers["dbStats"] = (request, cancellationToken) => engine.CallAsync<byte[]>(
            "SELECT documentdb_api.db_stats($1)::bytea", cancellationToken, request.Database);
        handlers["validate"] = (request, cancellationToken) =>
            engine.AnswerAsync("documentdb_api.validate", request.Database, request.Spec, cancellationToken);
    }

    // Dropping what is not there succeeds, as it does since MongoDB 7.
    private async Task<byte[]> DropAsync(Request request, CancellationToken cancellationToken)
    {
        await engine.CallAsync<bool>("SELECT documentdb_api.drop_collection($1, $2)", cancellationToken, request.Database, request.Collection);
        return new BsonDocument { ["ns"] = $"{request.Database}.{request.Collection}", ["ok"] = 1.0 }.ToBson();
    }

    private async Task<byte[]> DropDatabaseAsync(Request request, CancellationToken cancellationToken)
    {
        await engine.CallAsync<object>("SELECT documentdb_api.drop_database($1)::text", cancellationToken, request.Database);
        return new BsonDocument { ["dropped"] = request.Database, ["ok"] = 1.0 }.ToBson();
    }
}
