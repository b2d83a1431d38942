using System.Net;
using System.Net.Sockets;

namespace Mov.EndToEnd.Tests.Faults;

/// <summary>Ports for servers that go away and come back. They lie below those that the system gives to outgoing connections: one of these could take the port meanwhile,
/// or whoever tries to reach the server could reach itself.</summary>
internal static class Ports
{
    private const int First = 12_000;
    private const int Last = 32_000;
    private const int MostTries = 100;

    /// <summary>Listens at one that was free.</summary>
    public static TcpListener Listen()
    {
        for (var tries = 1; ; tries++)
        {
            var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, Last));
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException) when (tries < MostTries)
            {
                listener.Dispose();
            }
        }
    }

    /// <summary>One that is free.</summary>
    public static int FindFree()
    {
        using var listener = Listen();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
