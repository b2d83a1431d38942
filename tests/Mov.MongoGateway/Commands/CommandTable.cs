using System.Collections.Frozen;
using System.Net.Sockets;
using MongoDB.Bson;
using Mov.MongoGateway.Engine;
using Npgsql;

namespace Mov.MongoGateway.Commands;

/// <summary>Answers one command with one BSON document, given as its bytes.</summary>
internal delegate Task<byte[]> Handler(Request request, CancellationToken cancellationToken);

/// <summary>The commands that are understood, and what becomes of those that fail.</summary>
internal sealed class CommandTable
{
    private readonly FrozenDictionary<string, Handler> _handlers;

    public CommandTable(DocumentDb engine, CursorStore cursors, TimeProvider time)
    {
        var handlers = new Dictionary<string, Handler>(StringComparer.Ordinal);
        new GreetingCommands(engine, time).AddTo(handlers);
        new ReadCommands(engine, cursors).AddTo(handlers);
        new WriteCommands(engine).AddTo(handlers);
        new IndexCommands(engine, cursors).AddTo(handlers);
        new CollectionCommands(engine, cursors).AddTo(handlers);
        new ExplainCommand(engine).AddTo(handlers);
        _handlers = handlers.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Never throws for what a client can cause: the answer says what was wrong.</summary>
    public async Task<byte[]> AnswerAsync(BsonDocument command, int clientId, CancellationToken cancellationToken)
    {
        try
        {
            var request = Request.Of(command, clientId);
            if (!_handlers.TryGetValue(request.Name, out var handler))
                throw new CommandFailedException(59, $"no such command: '{request.Name}'");

            return await AnswerInTimeAsync(handler, request, cancellationToken);
        }
        catch (CommandFailedException failed)
        {
            return failed.Error.ToReply().ToBson();
        }
        catch (PostgresException failed)
        {
            return MongoError.Of(failed).ToReply().ToBson();
        }
        catch (Exception failed) when (failed is NpgsqlException or SocketException or TimeoutException)
        {
            return MongoError.Of(91, $"DocumentDB cannot be reached: {failed.Message}").ToReply().ToBson();
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A command of a shape that was not foreseen: the client learns of it as of any other error.
            return MongoError.Of(1, failed.ToString()).ToReply().ToBson();
        }
    }

    private static async Task<byte[]> AnswerInTimeAsync(Handler handler, Request request, CancellationToken cancellationToken)
    {
        if (request.TimeLimit is not { } limit)
            return await handler(request, cancellationToken);

        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        inTime.CancelAfter(limit);
        try
        {
            return await handler(request, inTime.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException(50, "operation exceeded time limit");
        }
    }
}
