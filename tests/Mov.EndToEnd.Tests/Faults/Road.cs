using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mov.EndToEnd.Tests.Faults;

/// <summary>A port that leads to a server, until it is cut: then whoever was on the way is thrown off, and whoever comes finds nothing there.</summary>
internal sealed class Road : IDisposable
{
    private readonly string _host;
    private int _to;
    private readonly ConcurrentDictionary<TcpClient, bool> _travellers = new();
    private TcpListener _listener;

    public Road(string host, int port)
    {
        (_host, _to) = (host, port);
        _listener = Ports.Listen();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    public int Port { get; }

    public void Cut()
    {
        _listener.Stop();
        foreach (var traveller in _travellers.Keys)
        {
            traveller.Dispose();
        }
    }

    /// <summary>Opens the way again, to another server where there is one.</summary>
    public void Mend(int? port = null)
    {
        _to = port ?? _to;
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // The road was cut.
        }
    }

    private async Task CarryAsync(TcpClient from)
    {
        using var to = new TcpClient { NoDelay = true };
        from.NoDelay = true;
        _travellers.TryAdd(from, true);
        _travellers.TryAdd(to, true);
        try
        {
            await to.ConnectAsync(_host, _to);
            await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream()), to.GetStream().CopyToAsync(from.GetStream()));
        }
        catch (Exception cut) when (cut is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone, and so is the other in a moment.
        }
        finally
        {
            _travellers.TryRemove(from, out _);
            _travellers.TryRemove(to, out _);
            from.Dispose();
        }
    }
}
