using Mov.Web.Hosting.PublicPages;

namespace Mov.Web.Hosting.Security;

/// <summary>Headers that tell the browser what these pages never do.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        // Scripts and styles come from this site alone; of those that stand in a page, only what comes before the first paint. Style attributes are open: Blazor's islands set them.
        var firstPaint = app.Services.GetRequiredService<FirstPaint>();
        // The browser refresh of "dotnet watch" connects to a port of its own.
        var refresh = app.Environment.IsDevelopment() ? " ws://localhost:* wss://localhost:*" : "";
        var policy =
            $"default-src 'self'; script-src 'self'{firstPaint.ScriptSources}; style-src 'self'{firstPaint.StyleSources}; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
            + $"connect-src 'self'{refresh}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return next(context);
        });
    }
}
