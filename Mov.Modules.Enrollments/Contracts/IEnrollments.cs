using Ardalis.Result;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Contracts;

/// <summary>Seats and waiting for them.</summary>
public interface IEnrollments
{
    /// <summary>Takes a seat for <paramref name="participantId"/>, or a place on the waitlist when the event is full.
    /// Calling it again changes nothing and answers with the same place.</summary>
    /// <returns><see cref="Placement.Enrolled"/> or <see cref="Placement.Waitlisted"/>; NotFound for an event the person cannot see,
    /// Forbidden (not an active participant), Conflict with a sentence (event not open), or Unavailable with a sentence (too busy, or the database is away: try again).</returns>
    Task<Result<Placement>> EnrollAsync(int eventId, int participantId, CancellationToken cancellationToken);

    /// <summary>Gives a seat or a waitlist place back; a freed seat goes to the first in the queue at once. Calling it again changes nothing.</summary>
    /// <returns>Success; NotFound when the person never had a place; Conflict when the event has begun, is over or was canceled.</returns>
    Task<Result> CancelAsync(int eventId, int participantId, CancellationToken cancellationToken);

    /// <summary>Takes a person's seat or place away on behalf of the event's organizer; the person is told.</summary>
    /// <returns>Success; Forbidden for anyone but the organizer; NotFound; Conflict as for <see cref="CancelAsync"/>.</returns>
    Task<Result> RemoveAsync(int organizerId, int eventId, int participantId, CancellationToken cancellationToken);

    /// <summary>The person's place, or <see langword="null"/> without one (also after canceling).</summary>
    Task<Placement?> FindPlacementAsync(int eventId, int userId, CancellationToken cancellationToken);

    /// <summary>The seats of an event and a person's own place in it, from one look.</summary>
    /// <returns>NotFound for an unknown event.</returns>
    Task<Result<OwnPlace>> FindOwnPlaceAsync(int eventId, int userId, CancellationToken cancellationToken);

    /// <summary>Seats of one event, now.</summary>
    /// <returns>NotFound for an unknown event.</returns>
    Task<Result<SeatCount>> CountSeatsAsync(int eventId, CancellationToken cancellationToken);

    /// <summary>Seats of several events in one look-up; events nobody enrolled in yet are missing from the answer.</summary>
    Task<IReadOnlyDictionary<int, SeatCount>> CountSeatsAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken);

    /// <summary>A person's own places, current ones first, newest first, 20 a page; canceled ones included.</summary>
    Task<Page<OwnEnrollment>> ListOwnAsync(int userId, int page, CancellationToken cancellationToken);

    /// <summary>What happened to a person's place in an event, oldest first, in words.</summary>
    /// <returns>Forbidden unless <paramref name="viewerId"/> is that person or the event's organizer.</returns>
    Task<Result<IReadOnlyList<HistoryEntry>>> ReadHistoryAsync(int viewerId, int eventId, int userId, CancellationToken cancellationToken);

    /// <summary>The participants (seat order) or the waitlist (queue order) of an event, 50 a page, for its organizer; <paramref name="text"/> filters by name and e-mail.</summary>
    /// <returns>Forbidden for anyone else; NotFound.</returns>
    Task<Result<Page<Attendee>>> ListAttendeesAsync(int organizerId, int eventId, AttendeeKind kind, string? text, int page, CancellationToken cancellationToken);

    /// <summary>Everyone with a seat and then everyone waiting, streamed, for taking along.</summary>
    /// <returns>Forbidden for anyone but the organizer; NotFound.</returns>
    Task<Result<IAsyncEnumerable<Attendee>>> StreamAttendeesAsync(int organizerId, int eventId, CancellationToken cancellationToken);

    /// <summary>Enrollments per day over the last <paramref name="days"/> days of all events of an organizer (UTC days, oldest first, days without any included).</summary>
    Task<IReadOnlyList<DayCount>> CountPerDayAsync(int organizerId, int days, CancellationToken cancellationToken);
}

/// <summary>Where somebody stands in an event.</summary>
public abstract record Placement
{
    private Placement()
    {
    }

    /// <summary>Has a seat.</summary>
    public sealed record Enrolled : Placement;

    /// <summary>Waits; <paramref name="Place"/> 1 is next.</summary>
    public sealed record Waitlisted(int Place) : Placement;
}

/// <summary>The seats of an event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Capacity">Seats in all.</param>
/// <param name="Taken">Seats taken.</param>
/// <param name="Waiting">People on the waitlist.</param>
/// <param name="IsOpen">Whether seats are being given.</param>
public sealed record SeatCount(int EventId, int Capacity, int Taken, int Waiting, bool IsOpen)
{
    /// <summary>Seats left, never below zero.</summary>
    public int Left => Math.Max(0, Capacity - Taken);

    /// <summary>Whether the next person waits.</summary>
    public bool IsFull => Taken >= Capacity;
}

/// <summary>The seats of an event and somebody's place in it.</summary>
/// <param name="Seats">The seats.</param>
/// <param name="Status">The state of the person's enrollment, canceled included; none for somebody who never had a place.</param>
/// <param name="Placement">Where the person stands, unless nowhere.</param>
public sealed record OwnPlace(SeatCount Seats, EnrollmentStatus? Status, Placement? Placement);

/// <summary>The states of an enrollment (database-schema.md, <c>enrollments.status</c>).</summary>
public enum EnrollmentStatus
{
    /// <summary>Has a seat.</summary>
    Enrolled,

    /// <summary>Waits for one.</summary>
    Waitlisted,

    /// <summary>Gave it back or lost it.</summary>
    Canceled,
}

/// <summary>A person's own place in an event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Status">The state.</param>
/// <param name="Place">The place in the queue, while waiting.</param>
/// <param name="EnrolledAt">In UTC.</param>
public sealed record OwnEnrollment(int EventId, EnrollmentStatus Status, int? Place, DateTime EnrolledAt);

/// <summary>One change of somebody's place.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="From">The state before; none at first.</param>
/// <param name="To">The state after.</param>
/// <param name="Why">A whole sentence, for example "The event was full, so you joined the waitlist with ticket 8."</param>
public sealed record HistoryEntry(DateTime At, EnrollmentStatus? From, EnrollmentStatus To, string Why);

/// <summary>Who an organizer's list shows.</summary>
public enum AttendeeKind
{
    /// <summary>Those with a seat.</summary>
    Participants,

    /// <summary>Those waiting.</summary>
    Waitlist,
}

/// <summary>A person in an organizer's list.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Name">The display name.</param>
/// <param name="Email">The address.</param>
/// <param name="Status">Enrolled or waitlisted.</param>
/// <param name="Place">The place in the queue, while waiting.</param>
/// <param name="Since">When the place was taken, in UTC.</param>
public sealed record Attendee(int UserId, string Name, string Email, EnrollmentStatus Status, int? Place, DateTime Since);

/// <summary>A day and a number.</summary>
public sealed record DayCount(DateOnly Day, int Count);
