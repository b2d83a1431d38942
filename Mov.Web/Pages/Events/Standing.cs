using Microsoft.Extensions.Localization;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;

namespace Mov.Web.Pages.Events;

/// <summary>What the panel of an event page says about seats and about the reader's own place, in a shape that an island takes along.</summary>
/// <param name="Status">The event's state.</param>
/// <param name="Capacity">Seats in all.</param>
/// <param name="Taken">Seats taken.</param>
/// <param name="Waiting">People on the waitlist.</param>
/// <param name="IsEnrolled">Whether the reader has a seat.</param>
/// <param name="Place">The reader's place on the waitlist.</param>
public sealed record Standing(EventStatus Status, int Capacity, int Taken, int Waiting, bool IsEnrolled, int? Place)
{
    /// <summary>Whether every seat is taken.</summary>
    public bool IsFull => Taken >= Capacity;

    /// <summary>Whether the reader has a seat or waits for one.</summary>
    public bool HasPlace => IsEnrolled || Place is not null;

    /// <summary>Whether places are given and given back.</summary>
    public bool IsOpen => Status == EventStatus.Published;

    /// <summary>The status text of the reader's place, or none.</summary>
    public string? Text(IStringLocalizer<Texts> t) => IsEnrolled ? t["You are enrolled"] : Place is { } place ? t["You are number {0} on the waitlist", place] : (string?)null;

    /// <summary>Puts together what the modules say.</summary>
    public static Standing Of(EventDetails meeting, SeatCount? seats, Placement? placement) => new(
        meeting.Status,
        seats?.Capacity ?? meeting.MaxParticipants,
        seats?.Taken ?? meeting.CurrentParticipants,
        seats?.Waiting ?? 0,
        placement is Placement.Enrolled,
        placement is Placement.Waitlisted waiting ? waiting.Place : null);
}

/// <summary>Reads what <see cref="Standing"/> is made of.</summary>
internal static class Places
{
    /// <summary>The seats of an event and the reader's place in it; visitors have none. <see langword="null"/> when the seats are not known.</summary>
    public static async Task<OwnPlace?> FindPlaceAsync(this IEnrollments enrollments, int eventId, int? userId, CancellationToken cancellationToken)
    {
        if (userId is { } reader)
        {
            return await enrollments.FindOwnPlaceAsync(eventId, reader, cancellationToken) is { IsSuccess: true } found ? found.Value : null;
        }

        return await enrollments.CountSeatsAsync(eventId, cancellationToken) is { IsSuccess: true } seats ? new OwnPlace(seats.Value, null, null) : null;
    }
}

/// <summary>Who reads an event page.</summary>
public enum ReaderKind
{
    /// <summary>Nobody signed in.</summary>
    Visitor,

    /// <summary>Somebody who may enroll.</summary>
    Participant,

    /// <summary>The event's own organizer.</summary>
    Owner,

    /// <summary>An organizer of other events.</summary>
    OtherOrganizer,
}
