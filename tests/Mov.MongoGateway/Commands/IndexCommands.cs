using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using Mov.MongoGateway.Engine;

namespace Mov.MongoGateway.Commands;

/// <summary>createIndexes, dropIndexes and listIndexes.</summary>
internal sealed class IndexCommands(DocumentDb engine, CursorStore cursors)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    public void AddTo(Dictionary<string, Handler> handlers)
    {
        handlers["createIndexes"] = CreateAsync;
        handlers["dropIndexes"] = DropAsync;
        handlers["listIndexes"] = (request, cancellationToken) => CursorPages.FirstAsync(
            engine, cursors, "documentdb_api.list_indexes_cursor_first_page", request, cancellationToken);
    }

    // On an empty collection indexes are there at once; on a filled one a job builds them, and the command answers when it is done.
    private async Task<byte[]> CreateAsync(Request request, CancellationToken cancellationToken)
    {
        var (answer, requested) = await engine.RowAsync(
            "SELECT retval::bytea, requests::bytea FROM documentdb_api.create_indexes_background($1, $2::documentdb_core.bson)",
            row => (row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)),
            cancellationToken,
            request.Database,
            request.Spec);
        var reply = OfShard(answer);
        if (reply["ok"].AsDouble is not 1.0)
            throw new CommandFailedException(ErrorIn(reply));
        if (requested is not null && BsonSerializer.Deserialize<BsonDocument>(requested).ElementCount > 0)
            await BuiltAsync(requested, cancellationToken);
        return reply.ToBson();
    }

    private async Task BuiltAsync(byte[] requested, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(AskEvery);
        do
        {
            var (answer, ok, complete) = await engine.RowAsync(
                "SELECT retval::bytea, ok, complete FROM documentdb_api_internal.check_build_index_status($1::documentdb_core.bson)",
                row => (row.GetFieldValue<byte[]>(0), row.GetBoolean(1), row.GetBoolean(2)),
                cancellationToken,
                requested);
            if (!ok)
                throw new CommandFailedException(ErrorIn(OfShard(answer)));
            if (complete)
                return;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task<byte[]> DropAsync(Request request, CancellationToken cancellationToken)
    {
        var answer = await engine.CallAsync<byte[]>(
            "SELECT documentdb_api_internal.drop_indexes_non_concurrently($1, $2::documentdb_core.bson)::bytea",
            cancellationToken, request.Database, request.Spec);
        return OfShard(answer).ToBson();
    }

    // { raw: { defaultShard: { … } }, ok: 1 } is how a sharded cluster answers; a client of one server expects what is inside.
    private static BsonDocument OfShard(byte[] answer)
    {
        var document = BsonSerializer.Deserialize<BsonDocument>(answer);
        var reply = document.TryGetValue("raw", out var shards) ? shards[0].AsBsonDocument : document;
        reply["ok"] = reply["ok"].ToBoolean() ? 1.0 : 0.0;
        return reply;
    }

    private static MongoError ErrorIn(BsonDocument reply) =>
        MongoError.OfPacked(reply.GetValue("code", 0).ToInt32(), reply.GetValue("errmsg", "the index could not be built").AsString);
}
