namespace Mov.Modules.Enrollments.Seats;

/// <summary>Why somebody's place changed, as <c>enrollment_history.reason</c> keeps it; <see cref="Lists.HistorySentences"/> makes sentences of them.</summary>
internal static class Reason
{
    public const string SeatTaken = "SEAT_TAKEN";
    public const string EventFull = "EVENT_FULL";
    public const string SeatFreed = "SEAT_FREED";
    public const string SeatsAdded = "SEATS_ADDED";
    public const string EventOpened = "EVENT_OPENED";
    public const string SeatGivenBack = "SEAT_GIVEN_BACK";
    public const string LeftWaitlist = "LEFT_WAITLIST";
    public const string RemovedByOrganizer = "REMOVED_BY_ORGANIZER";
}
