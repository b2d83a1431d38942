using Ardalis.Result;

namespace Mov.Modules.Events.Contracts;

/// <summary>Where seats are decided; implemented by Enrollments. Events asks before it commits what takes seats away, and tells after it committed what gives them.</summary>
public interface ISeatLedger
{
    /// <summary>Sets the capacity of an event and, when it grew and the event is open, promotes as many as fit, in order.</summary>
    /// <returns>Success; Conflict when more seats are taken than <paramref name="capacity"/>, with the number taken as its only error text.</returns>
    Task<Result> ResizeAsync(int eventId, int capacity, CancellationToken cancellationToken);

    /// <summary>Gives no more seats of this event: called before a start, a completion, a cancellation and the deactivation of its organizer take effect.</summary>
    Task CloseAsync(int eventId, CancellationToken cancellationToken);

    /// <summary>Makes capacity and openness what <see cref="IEventCatalog.FindSeatingAsync"/> says now, promoting whom that gives a seat. Idempotent.</summary>
    Task SynchronizeAsync(int eventId, CancellationToken cancellationToken);
}

/// <summary>How many seats of an event are taken, told by Enrollments and kept as <c>events.current_participants</c>.</summary>
public interface IParticipantCounts
{
    /// <summary>Sets the count unless a newer version was set before.</summary>
    Task SetAsync(int eventId, int count, long version, CancellationToken cancellationToken);
}
