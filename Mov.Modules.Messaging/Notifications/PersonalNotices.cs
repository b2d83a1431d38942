using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>Tells one person what became of a seat or a place: the participant, or the organizer whose event is full.</summary>
internal sealed class PersonalNotices(IEventCatalog catalog, NotificationWords words, NotificationWriter writer) :
    IIntegrationEventHandler<ParticipantEnrolled>,
    IIntegrationEventHandler<ParticipantWaitlisted>,
    IIntegrationEventHandler<ParticipantPromoted>,
    IIntegrationEventHandler<EnrollmentCanceled>,
    IIntegrationEventHandler<EventFilled>
{
    public Task HandleAsync(IReadOnlyList<Delivery<ParticipantEnrolled>> deliveries, CancellationToken cancellationToken) =>
        TellAsync(deliveries, NotificationTypes.Registration, happened => happened.EventId, (happened, _) => happened.UserId,
            _ => Wordings.Seat, cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<ParticipantWaitlisted>> deliveries, CancellationToken cancellationToken) =>
        TellAsync(deliveries, NotificationTypes.Waitlisted, happened => happened.EventId, (happened, _) => happened.UserId,
            _ => Wordings.Waiting, cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<ParticipantPromoted>> deliveries, CancellationToken cancellationToken) =>
        TellAsync(deliveries, NotificationTypes.Promoted, happened => happened.EventId, (happened, _) => happened.UserId,
            _ => Wordings.Promoted, cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<EnrollmentCanceled>> deliveries, CancellationToken cancellationToken) =>
        TellAsync(deliveries, NotificationTypes.EnrollmentCanceled, happened => happened.EventId, (happened, _) => happened.UserId,
            happened => happened switch
            {
                { ByOrganizer: true, WasEnrolled: true } => Wordings.SeatRemoved,
                { ByOrganizer: true, WasEnrolled: false } => Wordings.PlaceRemoved,
                { WasEnrolled: true } => Wordings.SeatCanceled,
                _ => Wordings.PlaceLeft,
            },
            cancellationToken);

    public Task HandleAsync(IReadOnlyList<Delivery<EventFilled>> deliveries, CancellationToken cancellationToken) =>
        TellAsync(deliveries, NotificationTypes.EventFull, happened => happened.EventId, (_, found) => found?.OrganizerId,
            _ => Wordings.Full, cancellationToken);

    private async Task TellAsync<TEvent>(
        IReadOnlyList<Delivery<TEvent>> deliveries,
        string type,
        Func<TEvent, int> eventOf,
        Func<TEvent, EventDetails?, int?> recipientOf,
        Func<TEvent, string> wordingOf,
        CancellationToken cancellationToken)
        where TEvent : IIntegrationEvent
    {
        var events = await catalog.FindManyAsync([.. deliveries.Select(delivery => eventOf(delivery.Event)).Distinct()], cancellationToken);
        List<StoredNotification> notices = new(deliveries.Count);
        foreach (var delivery in deliveries)
        {
            var eventId = eventOf(delivery.Event);
            var found = events.GetValueOrDefault(eventId);
            var title = found?.Title ?? "an event";
            if (recipientOf(delivery.Event, found) is { } recipient)
            {
                notices.Add(NotificationWriter.Notice(delivery, recipient, type, words.Compose(wordingOf(delivery.Event), eventId, title)));
            }
        }

        await writer.WriteAsync(notices, cancellationToken);
    }
}
