using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>Tells everyone with a seat, or also everyone waiting, what became of an event. Streams them, so that their number costs no memory;
/// starting again after a crash writes what is missing and nothing twice.</summary>
internal sealed class AudienceNotices(IEventAudience audience, NotificationWriter writer) :
    IIntegrationEventHandler<EventUpdated>,
    IIntegrationEventHandler<EventCanceled>,
    IIntegrationEventHandler<EventStarted>
{
    public async Task HandleAsync(IReadOnlyList<Delivery<EventUpdated>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
        {
            var (id, _, title, changed) = delivery.Event;
            await TellAsync(delivery, id, title, includeWaiting: true, NotificationTypes.EventUpdate, $"{title} changed: {InWords(changed)}", cancellationToken);
        }
    }

    public async Task HandleAsync(IReadOnlyList<Delivery<EventCanceled>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries.Where(delivery => delivery.Event.WasPublished))
        {
            var (id, _, title, _) = delivery.Event;
            await TellAsync(delivery, id, title, includeWaiting: true, NotificationTypes.EventCanceled, $"{title} was canceled", cancellationToken);
        }
    }

    public async Task HandleAsync(IReadOnlyList<Delivery<EventStarted>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
        {
            var (id, _, title) = delivery.Event;
            await TellAsync(delivery, id, title, includeWaiting: false, NotificationTypes.EventStarted, $"{title} has started", cancellationToken);
        }
    }

    private async Task TellAsync<TEvent>(
        Delivery<TEvent> delivery, int eventId, string title, bool includeWaiting, string type, string sentence, CancellationToken cancellationToken)
        where TEvent : IIntegrationEvent
    {
        await foreach (var people in audience.ReadPagesAsync(eventId, includeWaiting, also: null, cancellationToken))
        {
            await writer.WriteAsync([.. people.Select(person => NotificationWriter.Notice(delivery, person, type, eventId, title, sentence))], cancellationToken);
        }
    }

    // "date, end and location"
    private static string InWords(IReadOnlyList<string> changed)
    {
        string[] words = [.. changed.Select(fact => fact switch { "end" => "end time", "zone" => "time zone", _ => fact })];
        return words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }
}
