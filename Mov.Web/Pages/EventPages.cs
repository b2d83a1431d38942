using Mov.Web.Covers;
using Mov.Web.Pages.Events;
using Mov.Web.Pages.My;
using Mov.Web.Pages.Notifications;
using Mov.Web.Pages.Organizer;

namespace Mov.Web.Pages;

/// <summary>What the pages of events need beside themselves: files for calendars, link previews and lists.</summary>
internal static class EventPages
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddEventPages(this IServiceCollection services) => services
        .AddSingleton<CoverStore>()
        .AddScoped<CalendarKeys>();

    /// <summary>Maps the files.</summary>
    public static IEndpointRouteBuilder MapEventFiles(this IEndpointRouteBuilder routes) => routes
        .MapCovers()
        .MapCalendars()
        .MapAttendees()
        .MapUnsubscribe();
}
