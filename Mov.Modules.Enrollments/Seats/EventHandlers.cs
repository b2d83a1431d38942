using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Whatever happens to an event, the seats become what it says now; late, repeated or reordered news does no harm.</summary>
internal sealed class SynchronizeSeats(ISeatLedger ledger) :
    IIntegrationEventHandler<EventPublished>,
    IIntegrationEventHandler<EventCapacityChanged>,
    IIntegrationEventHandler<EventStarted>,
    IIntegrationEventHandler<EventCompleted>,
    IIntegrationEventHandler<EventCanceled>,
    IIntegrationEventHandler<OrganizerStandingChanged>
{
    public Task HandleAsync(IReadOnlyList<Delivery<EventPublished>> deliveries, CancellationToken cancellationToken) =>
        SynchronizeAsync(deliveries.Select(delivery => delivery.Event.EventId), cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<EventCapacityChanged>> deliveries, CancellationToken cancellationToken) =>
        SynchronizeAsync(deliveries.Select(delivery => delivery.Event.EventId), cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<EventStarted>> deliveries, CancellationToken cancellationToken) =>
        SynchronizeAsync(deliveries.Select(delivery => delivery.Event.EventId), cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<EventCompleted>> deliveries, CancellationToken cancellationToken) =>
        SynchronizeAsync(deliveries.Select(delivery => delivery.Event.EventId), cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<EventCanceled>> deliveries, CancellationToken cancellationToken) =>
        SynchronizeAsync(deliveries.Select(delivery => delivery.Event.EventId), cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<OrganizerStandingChanged>> deliveries, CancellationToken cancellationToken) =>
        SynchronizeAsync(deliveries.Select(delivery => delivery.Event.EventId), cancellationToken);

    private async Task SynchronizeAsync(IEnumerable<int> eventIds, CancellationToken cancellationToken)
    {
        foreach (var eventId in eventIds.Distinct())
        {
            await ledger.SynchronizeAsync(eventId, cancellationToken);
        }
    }
}

/// <summary>Tells the events how many seats are taken: the newest number of each.</summary>
internal sealed class TellParticipantCounts(IParticipantCounts counts) : IIntegrationEventHandler<SeatsTaken>
{
    public async Task HandleAsync(IReadOnlyList<Delivery<SeatsTaken>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var news in deliveries.Select(delivery => delivery.Event).GroupBy(taken => taken.EventId))
        {
            var newest = news.MaxBy(taken => taken.Version)!;
            await counts.SetAsync(newest.EventId, newest.Count, newest.Version, cancellationToken);
        }
    }
}
