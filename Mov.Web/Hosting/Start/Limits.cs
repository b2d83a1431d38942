using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Mov.Web.Hosting.Start;

/// <summary>What one request may cost. The longest form is an event's description.</summary>
internal static class Limits
{
    private const long MaxBodyBytes = 1024 * 1024;

    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = MaxBodyBytes;
    }
}
