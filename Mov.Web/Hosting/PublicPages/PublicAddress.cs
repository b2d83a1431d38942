using System.Globalization;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Pages.Events;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>What a visitor without a session asks for, reduced to what the answer depends on: a page is the same for every way of writing its address,
/// and nothing of an address that was not asked for by this visitor ends up in what the next one sees.</summary>
/// <param name="Path">As the page's own links write it.</param>
/// <param name="Query">The filters in their one order, with the question mark, or nothing.</param>
/// <param name="EventId">The event it shows; none for the list.</param>
internal readonly record struct PublicAddress(string Path, string Query, int? EventId)
{
    private const int LongestQuery = 1024;

    private static readonly string[] OfOnesOwn = ["done", "before", "edit"];

    /// <summary>Reads a request; <see langword="null"/> for everything that is not such a page.</summary>
    public static PublicAddress? Of(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) || request.Path.Value is not { } path || IsSignedIn(request))
        {
            return null;
        }

        if (path is "/" or "/events")
        {
            return OfList(path, request);
        }

        return EventOf(path) is { } eventId && !HasOneOf(OfOnesOwn, request) ? new PublicAddress(path, "", eventId) : null;
    }

    private static bool IsSignedIn(HttpRequest request) => request.Headers.Cookie.Count > 0 && request.Cookies.ContainsKey(SessionCookie.Name);

    private static PublicAddress? OfList(string path, HttpRequest request)
    {
        if (!request.QueryString.HasValue)
        {
            return new PublicAddress(path, "", null);
        }

        // Twice the same filter, or one that cannot be read, is answered with its errors and not kept.
        if (request.QueryString.Value!.Length > LongestQuery || BrowseFilter.Fields.Any(filter => request.Query[filter].Count > 1))
        {
            return null;
        }

        var filter = BrowseFilter.Read(field => request.Query[field]);
        if (filter.Errors.Count > 0)
        {
            return null;
        }

        var link = filter.Link;
        return new PublicAddress(path, link.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? link[at..] : "", null);
    }

    // "/events/12", "/events/12.ics", "/events/12/cover.svg", "/events/12/cover.png"; other spellings of a number are left to the pages.
    private static int? EventOf(string path)
    {
        const string Start = "/events/";
        if (!path.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = path.AsSpan(Start.Length);
        var digits = rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? rest[..end] : rest;
        return digits is [not '0', ..]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && rest[digits.Length..] is "" or ".ics" or "/cover.svg" or "/cover.png"
                ? id
                : null;
    }

    private static bool HasOneOf(string[] names, HttpRequest request) => request.QueryString.HasValue && names.Any(request.Query.ContainsKey);
}
