using Microsoft.Extensions.Options;
using Mov.Modules.Events.Contracts;
using Mov.Web.Hosting.Reader;

namespace Mov.Web.Pages.Organizer;

/// <summary>The time zones that a form offers, and the one it starts with.</summary>
internal static class ZoneChoices
{
    /// <summary>The cookie that remembers the zone a person used last.</summary>
    public const string Cookie = "mov-zone";

    private static readonly string[] Known =
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal) && !id.StartsWith("posix/", StringComparison.Ordinal)
                && !id.StartsWith("right/", StringComparison.Ordinal) && !id.StartsWith("SystemV/", StringComparison.Ordinal))
            .Append("UTC")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All zones by region (that of no region has an empty name), with the one that is set although it is not among them.</summary>
    public static IEnumerable<IGrouping<string, string>> Including(string? current) =>
        (string.IsNullOrEmpty(current) || Known.Contains(current, StringComparer.Ordinal) ? Known : Known.Append(current))
        .GroupBy(zone => zone.Contains('/', StringComparison.Ordinal) ? zone[..zone.IndexOf('/', StringComparison.Ordinal)] : "", StringComparer.Ordinal);

    /// <summary>The zone for a new event: the one used last on this browser, else that of the person's last event, else the reader's own, else the setting.</summary>
    public static async Task<string> SuggestAsync(HttpContext http, int organizerId, IEventCatalog catalog, IOptions<EventsSettings> settings)
    {
        if (http.Request.Cookies[Cookie] is { Length: > 0 } remembered && Known.Contains(remembered, StringComparer.Ordinal))
            return remembered;
        var own = await catalog.ListOwnAsync(organizerId, page: 1, http.RequestAborted);
        return own.Items.MaxBy(meeting => meeting.CreatedAt)?.TimeZone ?? ReadersOwn(http) ?? settings.Value.DefaultTimeZone;
    }

    private static string? ReadersOwn(HttpContext http) => http.FindReaderZone()?.Id is { } own && Known.Contains(own, StringComparer.Ordinal) ? own : null;

    /// <summary>Remembers a zone for the next event.</summary>
    public static void Remember(HttpContext http, string zone) => http.Response.Cookies.Append(Cookie, zone, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    });
}
