using Microsoft.Extensions.Localization;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Enrollments.Seats;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>What happened to somebody's place, as a whole sentence: said to that person, or to the organizer about that person.</summary>
internal static class HistorySentences
{
    public static string ToThePerson(IStringLocalizer<EnrollmentsTexts> t, HistoryRow change) => change.Reason switch
    {
        Reason.SeatTaken when change.Taken >= change.Capacity => t["You took the last seat: {0} of {1} taken.", change.Taken, change.Capacity],
        Reason.SeatTaken when IsNearlyFull(change) => t["You took one of the last seats: {0} of {1} taken.", change.Taken, change.Capacity],
        Reason.SeatTaken => t["You took a seat: {0} of {1} taken.", change.Taken, change.Capacity],
        Reason.EventFull => t["The event was full, so you joined the waitlist with ticket {0}.", change.Ticket ?? 0],
        Reason.SeatFreed => t["A seat became free and you were first in the queue."],
        Reason.SeatsAdded => t["The organizer added seats ({0} now) and you were first in the queue.", change.Capacity],
        Reason.EventOpened => t["The event opened again with a free seat and you were first in the queue."],
        Reason.SeatGivenBack => t["You gave your seat back."],
        Reason.LeftWaitlist => t["You left the waitlist."],
        Reason.RemovedByOrganizer when change.FromStatus == StatusText.Waitlisted => t["The organizer took you off the waitlist."],
        Reason.RemovedByOrganizer => t["The organizer removed you."],
        _ => t["Your place changed."],
    };

    public static string ToTheOrganizer(IStringLocalizer<EnrollmentsTexts> t, HistoryRow change) => change.Reason switch
    {
        Reason.SeatTaken when change.Taken >= change.Capacity => t["Took the last seat: {0} of {1} taken.", change.Taken, change.Capacity],
        Reason.SeatTaken => t["Took a seat: {0} of {1} taken.", change.Taken, change.Capacity],
        Reason.EventFull => t["The event was full: joined the waitlist with ticket {0}.", change.Ticket ?? 0],
        Reason.SeatFreed => t["A seat became free; this person was first in the queue."],
        Reason.SeatsAdded => t["Seats were added ({0} now); this person was first in the queue.", change.Capacity],
        Reason.EventOpened => t["The event opened again with a free seat; this person was first in the queue."],
        Reason.SeatGivenBack => t["Gave the seat back."],
        Reason.LeftWaitlist => t["Left the waitlist."],
        Reason.RemovedByOrganizer when change.FromStatus == StatusText.Waitlisted => t["You took this person off the waitlist."],
        Reason.RemovedByOrganizer => t["You removed this person."],
        _ => t["The place changed."],
    };

    // The last tenth of the seats.
    private static bool IsNearlyFull(HistoryRow change) => change.Taken >= change.Capacity * 0.9;
}
