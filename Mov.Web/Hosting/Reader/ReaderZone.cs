namespace Mov.Web.Hosting.Reader;

/// <summary>The time zone of whoever reads, as their browser told it: js/site.js keeps it in a cookie. Cached pages never look at it; there the browser applies it.</summary>
public static class ReaderZone
{
    /// <summary>The cookie's name; its value is an IANA name.</summary>
    public const string Cookie = "mov.zone";

    private const int LongestName = 64;

    /// <summary>The reader's zone, or <see langword="null"/> when the browser has not told one that is known here.</summary>
    public static TimeZoneInfo? FindReaderZone(this HttpContext? http) => Read(http?.Request.Cookies[Cookie]);

    /// <summary>Reads the cookie's value.</summary>
    internal static TimeZoneInfo? Read(string? name) =>
        name is { Length: > 0 and <= LongestName } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
