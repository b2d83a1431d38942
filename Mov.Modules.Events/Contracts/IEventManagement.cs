using Ardalis.Result;

namespace Mov.Modules.Events.Contracts;

/// <summary>What organizers do with their own events. Every call checks that <c>organizerId</c> is an active organizer; Forbidden otherwise. Another organizer's event
/// is NotFound while it is Planning and Forbidden afterwards.</summary>
public interface IEventManagement
{
    /// <summary>Creates a Planning event.</summary>
    /// <returns>The event; Invalid with the errors of <see cref="EventDraft"/>'s fields.</returns>
    Task<Result<EventDetails>> CreateAsync(int organizerId, EventDraft draft, CancellationToken cancellationToken);

    /// <summary>Changes a Planning or Published event. Those enrolled and waiting of a Published one are told; more seats go to the waitlist at once.</summary>
    /// <param name="organizerId">Who edits.</param>
    /// <param name="eventId">Which event.</param>
    /// <param name="draft">All of its facts as they shall be.</param>
    /// <param name="seenUpdatedAt"><see cref="EventDetails.UpdatedAt"/> of the version the editor started from.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The event; Invalid with field errors (under MaxParticipants when more seats are taken than asked for); Conflict when somebody changed it since or its state forbids editing.</returns>
    Task<Result<EventDetails>> EditAsync(int organizerId, int eventId, EventDraft draft, DateTime seenUpdatedAt, CancellationToken cancellationToken);

    /// <summary>Moves an event along its lifecycle. Moving it to the state it already has changes nothing.</summary>
    /// <returns>The event; Conflict, with a sentence to show, for a move that the lifecycle does not have.</returns>
    Task<Result<EventDetails>> ChangeStatusAsync(int organizerId, int eventId, EventStatus status, CancellationToken cancellationToken);

    /// <summary>Deletes a Planning event.</summary>
    /// <returns>Success; Conflict for any other state.</returns>
    Task<Result> DeleteAsync(int organizerId, int eventId, CancellationToken cancellationToken);

    /// <summary>Changes only the capacity of a Planning or Published event.</summary>
    /// <returns>The event; Invalid under MaxParticipants, in words, when more seats are taken than asked for; Conflict for any other state.</returns>
    Task<Result<EventDetails>> ResizeAsync(int organizerId, int eventId, int maxParticipants, CancellationToken cancellationToken);
}

/// <summary>An event as a form describes it: local times and the zone they are meant in.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Description">Markdown, optional.</param>
/// <param name="Category">One of <see cref="IEventCatalog.Categories"/>; an event keeps the one that another client gave it.</param>
/// <param name="Date">When it begins, local to <paramref name="TimeZone"/>; in the future for a new date. A time that a clock change skips is a field error.</param>
/// <param name="EndsAt">When it ends, local, after <paramref name="Date"/>; optional.</param>
/// <param name="TimeZone">An IANA name.</param>
/// <param name="Location">At most 255 characters, optional.</param>
/// <param name="MaxParticipants">At least 1.</param>
public sealed record EventDraft(
    string Title, string? Description, string Category, DateTime? Date, DateTime? EndsAt, string TimeZone, string? Location, int? MaxParticipants);
