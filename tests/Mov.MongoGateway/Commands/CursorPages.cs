using Mov.MongoGateway.Engine;
using Npgsql;

namespace Mov.MongoGateway.Commands;

/// <summary>Results that come page by page. DocumentDB gives each page with a continuation for the next one; some results it
/// holds in the connection that asked (sorted or grouped ones), which then belongs to the cursor.</summary>
internal static class CursorPages
{
    private sealed record Page(byte[] Document, byte[]? Continuation, bool HeldByConnection, long Id);

    public static async Task<byte[]> FirstAsync(
        DocumentDb engine, CursorStore cursors, string function, Request request, CancellationToken cancellationToken)
    {
        var connection = await engine.OpenAsync(cancellationToken);
        var keepConnection = false;
        try
        {
            var page = await DocumentDb.RowAsync(
                connection,
                $"SELECT cursorpage::bytea, continuation::bytea, persistconnection, cursorid FROM {function}($1, $2::documentdb_core.bson)",
                row => new Page(row.GetFieldValue<byte[]>(0), Bytes(row, 1), row.GetBoolean(2), row.GetInt64(3)),
                cancellationToken,
                request.Database,
                request.Spec);
            if (page is { Id: not 0, Continuation: { } continuation })
            {
                keepConnection = page.HeldByConnection;
                cursors.Keep(new OpenCursor(page.Id, request.Database, continuation, keepConnection ? connection : null));
            }

            return page.Document;
        }
        finally
        {
            if (!keepConnection)
                await connection.DisposeAsync();
        }
    }

    public static async Task<byte[]> NextAsync(
        DocumentDb engine, CursorStore cursors, Request request, CancellationToken cancellationToken)
    {
        var id = request.Spec[0].ToInt64();
        var cursor = cursors.Take(id) ?? throw new CommandFailedException(43, $"cursor id {id} not found");
        var connection = cursor.Connection ?? await engine.OpenAsync(cancellationToken);
        var keepConnection = false;
        try
        {
            var page = await DocumentDb.RowAsync(
                connection,
                "SELECT cursorpage::bytea, continuation::bytea FROM documentdb_api.cursor_get_more($1, $2::documentdb_core.bson, $3::documentdb_core.bson)",
                row => new Page(row.GetFieldValue<byte[]>(0), Bytes(row, 1), HeldByConnection: false, id),
                cancellationToken,
                cursor.Database,
                request.Spec,
                cursor.Continuation);
            if (page.Continuation is { } continuation)
            {
                keepConnection = cursor.Connection is not null;
                cursors.Keep(cursor with { Continuation = continuation });
            }

            return page.Document;
        }
        finally
        {
            if (!keepConnection)
                await connection.DisposeAsync();
        }
    }

    private static byte[]? Bytes(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
