using MongoDB.Bson;
using Mov.MongoGateway.Engine;

namespace Mov.MongoGateway.Commands;

/// <summary>Queries: answers that come page by page, and those that are one document.</summary>
internal sealed class ReadCommands(DocumentDb engine, CursorStore cursors)
{
    public void AddTo(Dictionary<string, Handler> handlers)
    {
        handlers["find"] = Pages("documentdb_api.find_cursor_first_page");
        handlers["aggregate"] = Pages("documentdb_api.aggregate_cursor_first_page");
        handlers["count"] = Answer("documentdb_api.count_query");
        handlers["distinct"] = Answer("documentdb_api.distinct_query");
        handlers["getMore"] = GetMoreAsync;
        handlers["killCursors"] = KillCursorsAsync;
    }

    private Handler Pages(string function) => (request, cancellationToken) =>
        CursorPages.FirstAsync(engine, cursors, function, request, cancellationToken);

    private Handler Answer(string function) => (request, cancellationToken) =>
        engine.AnswerAsync(function, request.Database, request.Spec, cancellationToken);

    private Task<byte[]> GetMoreAsync(Request request, CancellationToken cancellationToken) =>
        CursorPages.NextAsync(engine, cursors, request, cancellationToken);

    private async Task<byte[]> KillCursorsAsync(Request request, CancellationToken cancellationToken)
    {
        var killed = new BsonArray();
        var notFound = new BsonArray();
        foreach (var id in request.Spec["cursors"].AsBsonArray)
            (await cursors.KillAsync(id.ToInt64()) ? killed : notFound).Add(id);

        return new BsonDocument
        {
            ["cursorsKilled"] = killed,
            ["cursorsNotFound"] = notFound,
            ["cursorsAlive"] = new BsonArray(),
            ["cursorsUnknown"] = new BsonArray(),
            ["ok"] = 1.0,
        }.ToBson();
    }
}
