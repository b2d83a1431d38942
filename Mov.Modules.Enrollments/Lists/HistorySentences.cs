using Mov.Modules.Enrollments.Data;
using Mov.Modules.Enrollments.Seats;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>What happened to somebody's place, as a whole sentence: said to that person, or to the organizer about that person.</summary>
internal static class HistorySentences
{
    public static string ToThePerson(HistoryRow change) => change.Reason switch
    {
        Reason.SeatTaken when change.Taken >= change.Capacity => $"You took the last seat: {Seats(change)} taken.",
        Reason.SeatTaken when IsNearlyFull(change) => $"You took one of the last seats: {Seats(change)} taken.",
        Reason.SeatTaken => $"You took a seat: {Seats(change)} taken.",
        Reason.EventFull => $"The event was full, so you joined the waitlist with ticket {change.Ticket}.",
        Reason.SeatFreed => "A seat became free and you were first in the queue.",
        Reason.SeatsAdded => $"The organizer added seats ({change.Capacity} now) and you were first in the queue.",
        Reason.EventOpened => "The event opened again with a free seat and you were first in the queue.",
        Reason.SeatGivenBack => "You gave your seat back.",
        Reason.LeftWaitlist => "You left the waitlist.",
        Reason.RemovedByOrganizer when change.FromStatus == StatusText.Waitlisted => "The organizer took you off the waitlist.",
        Reason.RemovedByOrganizer => "The organizer removed you.",
        _ => "Your place changed.",
    };

    public static string ToTheOrganizer(HistoryRow change) => change.Reason switch
    {
        Reason.SeatTaken when change.Taken >= change.Capacity => $"Took the last seat: {Seats(change)} taken.",
        Reason.SeatTaken => $"Took a seat: {Seats(change)} taken.",
        Reason.EventFull => $"The event was full: joined the waitlist with ticket {change.Ticket}.",
        Reason.SeatFreed => "A seat became free; this person was first in the queue.",
        Reason.SeatsAdded => $"Seats were added ({change.Capacity} now); this person was first in the queue.",
        Reason.EventOpened => "The event opened again with a free seat; this person was first in the queue.",
        Reason.SeatGivenBack => "Gave the seat back.",
        Reason.LeftWaitlist => "Left the waitlist.",
        Reason.RemovedByOrganizer when change.FromStatus == StatusText.Waitlisted => "You took this person off the waitlist.",
        Reason.RemovedByOrganizer => "You removed this person.",
        _ => "The place changed.",
    };

    private static string Seats(HistoryRow change) => $"{change.Taken} of {change.Capacity}";

    // The last tenth of the seats.
    private static bool IsNearlyFull(HistoryRow change) => change.Taken >= change.Capacity * 0.9;
}
