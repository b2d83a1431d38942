using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Enrollments.Contracts;

/// <summary>Somebody took a seat.</summary>
public sealed record ParticipantEnrolled(int EventId, int UserId) : IIntegrationEvent;

/// <summary>Somebody joined the waitlist.</summary>
public sealed record ParticipantWaitlisted(int EventId, int UserId) : IIntegrationEvent;

/// <summary>Somebody moved from the waitlist to a seat.</summary>
public sealed record ParticipantPromoted(int EventId, int UserId) : IIntegrationEvent;

/// <summary>Somebody's seat or place ended.</summary>
/// <param name="EventId">The event.</param>
/// <param name="UserId">Whose.</param>
/// <param name="WasEnrolled">True for a seat, false for a waitlist place.</param>
/// <param name="ByOrganizer">True when the organizer removed the person.</param>
public sealed record EnrollmentCanceled(int EventId, int UserId, bool WasEnrolled, bool ByOrganizer) : IIntegrationEvent;

/// <summary>The last seat of an event was taken (again).</summary>
public sealed record EventFilled(int EventId) : IIntegrationEvent;

/// <summary>The number of taken seats of an event, with the seat row's version.</summary>
public sealed record SeatsTaken(int EventId, int Count, long Version) : IIntegrationEvent;
