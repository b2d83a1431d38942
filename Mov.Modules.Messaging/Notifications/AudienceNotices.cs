using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>Tells everyone with a seat, or also everyone waiting, what became of an event. Streams them, so that their number costs no memory;
/// starting again after a crash writes what is missing and nothing twice.</summary>
internal sealed class AudienceNotices(IEventAudience audience, NotificationWords words, NotificationWriter writer) :
    IIntegrationEventHandler<EventUpdated>,
    IIntegrationEventHandler<EventCanceled>,
    IIntegrationEventHandler<EventStarted>
{
    public async Task HandleAsync(IReadOnlyList<Delivery<EventUpdated>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
        {
            var (id, _, title, changed) = delivery.Event;
            await TellAsync(delivery, id, includeWaiting: true, NotificationTypes.EventUpdate, words.Compose(Wordings.Changed, id, title, string.Join(',', changed)), cancellationToken);
        }
    }

    public async Task HandleAsync(IReadOnlyList<Delivery<EventCanceled>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries.Where(delivery => delivery.Event.WasPublished))
        {
            var (id, _, title, _) = delivery.Event;
            await TellAsync(delivery, id, includeWaiting: true, NotificationTypes.EventCanceled, words.Compose(Wordings.Canceled, id, title), cancellationToken);
        }
    }

    public async Task HandleAsync(IReadOnlyList<Delivery<EventStarted>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
        {
            var (id, _, title) = delivery.Event;
            await TellAsync(delivery, id, includeWaiting: false, NotificationTypes.EventStarted, words.Compose(Wordings.Started, id, title), cancellationToken);
        }
    }

    private Task TellAsync<TEvent>(
        Delivery<TEvent> delivery, int eventId, bool includeWaiting, string type, NotificationData said, CancellationToken cancellationToken)
        where TEvent : IIntegrationEvent =>
        audience.ForEachPageAsync(
            eventId, includeWaiting, also: null, (people, token) => writer.WriteAsync([.. people.Select(person => NotificationWriter.Notice(delivery, person, type, said))], token), cancellationToken);
}
