using Microsoft.AspNetCore.Components.Endpoints;
using Mov.Modules.Shared.Languages;

namespace Mov.Web.Hosting.Languages;

/// <summary>In which language a request is answered: the one that was chosen with the switch (a cookie, set for no other reason), else the best of those
/// the browser asks for. A circuit keeps the language of the request that opened its connection.</summary>
internal static class PageLanguage
{
    public const string CookieName = "mov-language";

    /// <summary>The language of a request, of the site's own. Depends on the cookie and Accept-Language alone, so it can be a part of a cache's key.</summary>
    public static string Of(HttpRequest request) => Chosen(request) ?? Wanted(request) ?? SiteLanguages.Default;

    /// <summary>The language that was chosen in this browser, if one was.</summary>
    public static string? Chosen(HttpRequest request) => SiteLanguages.Of(request.Cookies[CookieName]);

    /// <summary>Remembers a choice in this browser.</summary>
    public static void Choose(HttpContext context, string language) => context.Response.Cookies.Append(CookieName, language, new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(365),
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
    });

    public static void UsePageLanguage(this WebApplication app)
    {
        // Not the framework's middleware: it copies the culture for each request, and the copy builds its number formats anew.
        app.Use(async (context, next) =>
        {
            using var spoken = SiteLanguages.Speak(Of(context.Request));
            if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            {
                context.Response.Headers.ContentLanguage = SiteLanguages.Current;
                context.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept-Language", "Cookie");
            }

            await next(context);
        });
    }

    private static string? Wanted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(wanted => wanted.Quality is not 0)
        .OrderByDescending(wanted => wanted.Quality ?? 1)
        .Select(wanted => SiteLanguages.Of(wanted.Value.Value))
        .FirstOrDefault(language => language is not null);
}
