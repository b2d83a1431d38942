namespace Mov.Modules.Events.Contracts;

/// <summary>The states of an event (database-schema.md, "Event Status Flow").</summary>
public enum EventStatus
{
    /// <summary>Seen by its organizer only.</summary>
    Planning,

    /// <summary>Public, and open for enrollment.</summary>
    Published,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Over.</summary>
    Completed,

    /// <summary>Does not take place.</summary>
    Canceled,
}

/// <summary>An event with all its facts.</summary>
/// <param name="Id">The event's key, <c>events.id</c>.</param>
/// <param name="OrganizerId">The account that created it.</param>
/// <param name="OrganizerName">That account's display name.</param>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Description">Markdown, or none.</param>
/// <param name="Date">When it begins, in UTC.</param>
/// <param name="EndsAt">When it ends, in UTC, where that is known.</param>
/// <param name="TimeZone">The IANA name of the zone it takes place in; events that another client wrote may have none, and are shown in UTC.</param>
/// <param name="Location">Where, or none.</param>
/// <param name="MaxParticipants">Seats in all, at least 1.</param>
/// <param name="CurrentParticipants">Seats taken, at most a moment old.</param>
/// <param name="Category">A lower-case slug.</param>
/// <param name="Status">The state.</param>
/// <param name="CreatedAt">In UTC.</param>
/// <param name="UpdatedAt">In UTC; hand it back when editing, so that two editors do not overwrite each other.</param>
public sealed record EventDetails(
    int Id, int OrganizerId, string OrganizerName, string Title, string? Description, DateTime Date, DateTime? EndsAt, string? TimeZone,
    string? Location, int MaxParticipants, int CurrentParticipants, string Category, EventStatus Status, DateTime CreatedAt, DateTime UpdatedAt)
{
    /// <summary>Whether every seat is taken.</summary>
    public bool IsFull => CurrentParticipants >= MaxParticipants;
}

/// <summary>What enrolling must know of an event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="OrganizerId">Its organizer.</param>
/// <param name="Title">Its title.</param>
/// <param name="Capacity">Seats in all.</param>
/// <param name="IsOpen">Published, and its organizer active: seats may be given.</param>
/// <param name="Status">The state.</param>
/// <param name="Shown">Seats taken as the event itself shows them, <c>events.current_participants</c>; at most a moment old.</param>
public sealed record EventSeating(int EventId, int OrganizerId, string Title, int Capacity, bool IsOpen, EventStatus Status, int Shown);
