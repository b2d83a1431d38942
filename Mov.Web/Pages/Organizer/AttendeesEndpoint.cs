using System.Globalization;
using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Mov.Modules.Enrollments.Contracts;
using Mov.Web.Hosting.Sessions;

namespace Mov.Web.Pages.Organizer;

/// <summary>The people of one's own event as a file.</summary>
internal static class AttendeesEndpoint
{
    /// <summary>Maps <c>/organizer/events/{id}/participants.csv</c>.</summary>
    public static IEndpointRouteBuilder MapAttendees(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/organizer/events/{id:int}/participants.csv", WriteAsync)
            .RequireAuthorization(policy => policy.RequireRole(Session.OrganizerRole));
        return routes;
    }

    private static async Task<Microsoft.AspNetCore.Http.IResult> WriteAsync(int id, HttpContext http, IEnrollments enrollments, IStringLocalizer<Texts> t)
    {
        var attendees = await enrollments.StreamAttendeesAsync(http.User.UserId(), id, http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-store";
        return attendees.Status switch
        {
            ResultStatus.Ok => Results.Stream(
                output => AttendeesCsv.WriteAsync(output, attendees.Value, t, http.RequestAborted),
                "text/csv; charset=utf-8",
                string.Create(CultureInfo.InvariantCulture, $"event-{id}-participants.csv")),
            ResultStatus.Forbidden => Results.StatusCode(StatusCodes.Status403Forbidden),
            ResultStatus.Unavailable => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            _ => Results.NotFound(),
        };
    }
}
