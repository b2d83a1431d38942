using Mov.Modules.Events.Contracts;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Pages.Events;

namespace Mov.Web.Pages.Organizer;

/// <summary>Finding an event for the pages of its organizer.</summary>
internal static class OwnEvents
{
    /// <summary>The event when it is the signed-in person's own; else the status of the page to show instead.</summary>
    public static async Task<(EventDetails? Meeting, int? Refusal)> FindOwnAsync(this IEventCatalog catalog, int eventId, HttpContext http)
    {
        var organizerId = http.User.UserId();
        var found = await catalog.GetAsync(eventId, organizerId, http.RequestAborted);
        if (!found.IsSuccess)
            return (null, Refusals.PageInsteadOf(found));
        return found.Value.OrganizerId == organizerId ? (found.Value, null) : (null, StatusCodes.Status403Forbidden);
    }
}
