using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Events.Contracts;

/// <summary>An event became public.</summary>
public sealed record EventPublished(int EventId, int OrganizerId, string Title) : IIntegrationEvent;

/// <summary>Facts of a Published event changed.</summary>
/// <param name="EventId">The event.</param>
/// <param name="OrganizerId">Its organizer.</param>
/// <param name="Title">The new title.</param>
/// <param name="Changed">Which: title, description, date, end, zone, location.</param>
public sealed record EventUpdated(int EventId, int OrganizerId, string Title, IReadOnlyList<string> Changed) : IIntegrationEvent;

/// <summary>The number of seats changed.</summary>
public sealed record EventCapacityChanged(int EventId, int Capacity) : IIntegrationEvent;

/// <summary>An event began.</summary>
public sealed record EventStarted(int EventId, int OrganizerId, string Title) : IIntegrationEvent;

/// <summary>An event is over.</summary>
public sealed record EventCompleted(int EventId, int OrganizerId, string Title) : IIntegrationEvent;

/// <summary>An event does not take place.</summary>
/// <param name="EventId">The event.</param>
/// <param name="OrganizerId">Its organizer.</param>
/// <param name="Title">Its title.</param>
/// <param name="WasPublished">False when nobody but the organizer had seen it.</param>
public sealed record EventCanceled(int EventId, int OrganizerId, string Title, bool WasPublished) : IIntegrationEvent;

/// <summary>The organizer's account was deactivated or reactivated: an event of theirs may have to close or open.</summary>
public sealed record OrganizerStandingChanged(int EventId) : IIntegrationEvent;
