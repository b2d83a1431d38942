using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Site;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Pages.My;

namespace Mov.Web.Pages.Events;

/// <summary>Events for calendars: one as a file, and a person's own as a feed.</summary>
internal static class CalendarEndpoints
{
    // As many of a person's places as a calendar gets; the current ones come first.
    private const int FeedPages = 10;

    /// <summary>Maps <c>/events/{id}.ics</c> and <c>/my/events.ics</c>.</summary>
    public static IEndpointRouteBuilder MapCalendars(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events/{id:int}.ics", WriteEventAsync);
        routes.MapGet("/my/events.ics", WriteFeedAsync);
        return routes;
    }

    private static async Task<IResult> WriteEventAsync(
        int id, HttpContext http, IEventCatalog catalog, IOptions<SiteSettings> site, IStringLocalizer<Texts> t)
    {
        var found = await catalog.GetAsync(id, http.User.FindUserId(), http.RequestAborted);
        if (!found.IsSuccess)
            return Results.NotFound();
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=event-{id}.ics");
        return Results.Text(EventCalendar.Write([new CalendarEntry(found.Value)], name: null, site.Value, t), EventCalendar.MediaType);
    }

    private static async Task<IResult> WriteFeedAsync(
        string? key, HttpContext http, CalendarKeys keys, IEnrollments enrollments, IEventCatalog catalog, IOptions<SiteSettings> site, IStringLocalizer<Texts> t)
    {
        if (await keys.FindOwnerAsync(key, http.RequestAborted) is not { } owner)
            return Results.NotFound();
        List<OwnEnrollment> places = [];
        for (var number = 1; number <= FeedPages; number++)
        {
            var page = await enrollments.ListOwnAsync(owner, number, http.RequestAborted);
            places.AddRange(page.Items.Where(place => place.Status != EnrollmentStatus.Canceled));
            if (number >= page.Count)
                break;
        }

        var events = await catalog.FindManyAsync([.. places.Select(place => place.EventId)], http.RequestAborted);
        var entries = places
            .Where(place => events.ContainsKey(place.EventId))
            .Select(place => new CalendarEntry(events[place.EventId], place.Status == EnrollmentStatus.Enrolled));
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Text(EventCalendar.Write(entries, t["MOV: my events"], site.Value, t), EventCalendar.MediaType);
    }
}
