using System.Net;

namespace Mov.MongoGateway;

/// <summary>Where the gateway listens, and the DocumentDB (a PostgreSQL with its extension) behind it.</summary>
internal sealed record GatewayOptions(IPEndPoint Listen, string Postgres)
{
    public const string Usage = "usage: Mov.MongoGateway --listen ADDRESS:PORT --postgres CONNECTION-STRING";

    /// <returns>Null when the arguments do not say both.</returns>
    public static GatewayOptions? Parse(string[] arguments)
    {
        IPEndPoint? listen = null;
        string? postgres = null;
        for (var index = 0; index + 1 < arguments.Length; index += 2)
        {
            switch (arguments[index])
            {
                case "--listen" when IPEndPoint.TryParse(arguments[index + 1], out var endPoint):
                    listen = endPoint;
                    break;
                case "--postgres":
                    postgres = arguments[index + 1];
                    break;
                default:
                    return null;
            }
        }

        return listen is null || postgres is null || arguments.Length % 2 != 0 ? null : new GatewayOptions(listen, postgres);
    }
}
