using Mov.Modules.Events.Contracts;

namespace Mov.Modules.Enrollments.Enrolling;

/// <summary>Why an event takes no enrollment and no cancellation, in words.</summary>
internal static class Refusals
{
    public static string Enroll(EventStatus status) => status switch
    {
        EventStatus.Planning => "This event is not published yet.",
        EventStatus.Running => "This event has begun; nobody can enroll any more.",
        EventStatus.Completed => "This event is over.",
        EventStatus.Canceled => "This event was canceled.",
        _ => "This event takes no enrollments at the moment.",
    };

    public static string Leave(EventStatus? status) => status switch
    {
        EventStatus.Running => "This event has begun; a place cannot be given back any more.",
        EventStatus.Completed => "This event is over.",
        EventStatus.Canceled => "This event was canceled.",
        _ => "This place cannot be given back at the moment.",
    };
}
