using System.Data.Common;

namespace Mov.Web.Hosting.Start;

/// <summary>Tells a relational database that is away from a fault of ours.</summary>
internal static class Databases
{
    /// <summary>Whether a failure comes of a database that does not answer, however deep it is wrapped.</summary>
    public static bool AreAway(Exception failure) => failure switch
    {
        DbException { IsTransient: true } => true,
        // Nothing answered, and so there is no code of the server's.
        DbException { SqlState: null, InnerException: System.Net.Sockets.SocketException or IOException or TimeoutException } => true,
        { InnerException: { } inner } => AreAway(inner),
        _ => false,
    };
}
