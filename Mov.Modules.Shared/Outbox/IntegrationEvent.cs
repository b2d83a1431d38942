namespace Mov.Modules.Shared.Outbox;

/// <summary>Something that happened in one module and that others must learn. Stored as JSON under its type's name, so neither changes its meaning later.</summary>
public interface IIntegrationEvent;

/// <summary>An integration event as it reaches a handler, at least once.</summary>
/// <param name="Source">The database whose outbox held it, for example <c>mov_enrollments</c>.</param>
/// <param name="Id">The outbox row; with <paramref name="Source"/> it names this one happening for ever.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
/// <param name="Event">What happened.</param>
public sealed record Delivery<TEvent>(string Source, long Id, DateTime OccurredAt, TEvent Event)
    where TEvent : IIntegrationEvent;

/// <summary>Reacts to an integration event. Must be idempotent: the same delivery may come again, alone or in another batch.</summary>
public interface IIntegrationEventHandler<TEvent>
    where TEvent : IIntegrationEvent
{
    /// <summary>Handles deliveries in the order in which they happened. An exception sends all of them again later, one by one.</summary>
    Task HandleAsync(IReadOnlyList<Delivery<TEvent>> deliveries, CancellationToken cancellationToken);
}
