using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>Writes notifications of what other modules told, each exactly once however often it is told: the id follows from the outbox row, the person and the type.</summary>
internal sealed class NotificationWriter(INotificationStore notifications, ILiveUpdates live)
{
    public static StoredNotification Notice<TEvent>(Delivery<TEvent> delivery, int userId, string type, int eventId, string title, string sentence)
        where TEvent : IIntegrationEvent => new()
        {
            Id = ObjectIds.Derive(delivery.Source, delivery.Id, userId, type),
            UserId = userId,
            Type = type,
            Data = new NotificationData(eventId, title, sentence),
            CreatedAt = delivery.OccurredAt.ToMilliseconds(),
        };

    public async Task WriteAsync(IReadOnlyCollection<StoredNotification> notices, CancellationToken cancellationToken)
    {
        if (notices.Count == 0)
        {
            return;
        }

        await notifications.AddAsync(notices, cancellationToken);

        // Also where they were there already: the process may have died between writing and telling.
        foreach (var person in notices.Select(notice => notice.UserId).Distinct())
        {
            live.Publish(LiveTopics.Notifications(person));
        }
    }
}
