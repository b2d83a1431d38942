using System.Net.Sockets;
using Mov.MongoGateway.Commands;
using Mov.MongoGateway.Wire;

namespace Mov.MongoGateway;

/// <summary>One connection of a driver: its messages are answered in turn.</summary>
internal sealed class Client : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly CommandTable _commands;

    public Client(int id, Socket socket, CommandTable commands)
    {
        Id = id;
        _commands = commands;
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public int Id { get; }

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await WireReader.ReadAsync(_stream, cancellationToken) is { } request)
            {
                var reply = await _commands.AnswerAsync(request.Command, Id, cancellationToken);
                if (request.ExpectsReply)
                    await WireWriter.WriteAsync(_stream, request, reply, cancellationToken);
            }
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
        {
            // The client went away, or the gateway is stopping: either way this conversation is over.
        }
        catch (InvalidDataException notUnderstood)
        {
            await Console.Error.WriteLineAsync($"client {Id} is cut off: {notUnderstood.Message}");
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }
}
