using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;

namespace Mov.Modules.Enrollments.Enrolling;

/// <summary>Why an event takes no enrollment and no cancellation, in words.</summary>
internal static class Refusals
{
    public static string Enroll(IStringLocalizer<EnrollmentsTexts> t, EventStatus status) => status switch
    {
        EventStatus.Planning => t["This event is not published yet."],
        EventStatus.Running => t["This event has begun; nobody can enroll any more."],
        EventStatus.Completed => t["This event is over."],
        EventStatus.Canceled => t["This event was canceled."],
        _ => t["This event takes no enrollments at the moment."],
    };

    public static string Leave(IStringLocalizer<EnrollmentsTexts> t, EventStatus? status) => status switch
    {
        EventStatus.Running => t["This event has begun; a place cannot be given back any more."],
        EventStatus.Completed => t["This event is over."],
        EventStatus.Canceled => t["This event was canceled."],
        _ => t["This place cannot be given back at the moment."],
    };
}
