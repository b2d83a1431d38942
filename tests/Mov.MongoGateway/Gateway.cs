using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Mov.MongoGateway.Commands;
using Mov.MongoGateway.Engine;

namespace Mov.MongoGateway;

/// <summary>Accepts clients and serves each on its own until <see cref="ServeAsync"/> is canceled.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly DocumentDb _engine;
    private readonly CursorStore _cursors;
    private readonly CommandTable _commands;
    private readonly ConcurrentDictionary<int, Task> _clients = new();

    public Gateway(GatewayOptions options, TimeProvider time)
    {
        _listener = new TcpListener(options.Listen);
        _engine = new DocumentDb(options.Postgres);
        _cursors = new CursorStore(time);
        _commands = new CommandTable(_engine, _cursors, time);
    }

    public EndPoint EndPoint => _listener.LocalEndpoint;

    public void Start() => _listener.Start();

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        var sweeping = _cursors.SweepAsync(cancellationToken);
        for (var id = 1; !cancellationToken.IsCancellationRequested; id++)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(cancellationToken);
                var client = new Client(id, socket, _commands);
                _clients[id] = ServeClientAsync(client, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        _listener.Stop();
        await sweeping;
        await Task.WhenAll(_clients.Values);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _cursors.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private async Task ServeClientAsync(Client client, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using (client)
            await client.ServeAsync(cancellationToken);

        _clients.TryRemove(client.Id, out _);
    }
}
