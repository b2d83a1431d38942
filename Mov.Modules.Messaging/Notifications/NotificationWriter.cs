using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Notifications.Mail;
using Mov.Modules.Messaging.Notifications.Preferences;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>Writes notifications of what other modules told, each exactly once however often it is told: the id follows from the outbox row, the person and the type.
/// It goes the ways that the person chose: into the center, into the outbox of mails, both or neither.</summary>
internal sealed class NotificationWriter(INotificationStore notifications, IMailQueue mails, MailBell bell, ChannelChoices choices, ILiveUpdates live, TimeProvider time)
{
    public static StoredNotification Notice<TEvent>(Delivery<TEvent> delivery, int userId, string type, NotificationData data)
        where TEvent : IIntegrationEvent => new()
        {
            Id = ObjectIds.Derive(delivery.Source, delivery.Id, userId, type),
            UserId = userId,
            Type = type,
            Data = data,
            CreatedAt = delivery.OccurredAt.ToMilliseconds(),
        };

    public async Task WriteAsync(IReadOnlyCollection<StoredNotification> notices, CancellationToken cancellationToken)
    {
        if (notices.Count == 0)
        {
            return;
        }

        var find = await choices.FindAsync([.. notices.Select(notice => notice.UserId).Distinct()], cancellationToken);
        List<StoredNotification> shown = new(notices.Count);
        List<QueuedMail> mailed = [];
        var now = time.UtcMilliseconds();
        foreach (var notice in notices)
        {
            var channels = find(notice.UserId, notice.Type);
            if (channels.HasFlag(NotificationChannels.App))
            {
                shown.Add(notice);
            }

            if (channels.HasFlag(NotificationChannels.Email))
            {
                mailed.Add(MailOf(notice, due: now));
            }
        }

        if (mailed.Count > 0)
        {
            await mails.AddAsync(mailed, cancellationToken);
            bell.Ring();
        }

        if (shown.Count > 0)
        {
            await notifications.AddAsync(shown, cancellationToken);
        }

        // Also where they were there already: the process may have died between writing and telling.
        foreach (var person in shown.Select(notice => notice.UserId).Distinct())
        {
            live.Publish(LiveTopics.Notifications(person));
        }
    }

    /// <summary>The entry of a notification in the outbox of mails.</summary>
    public static QueuedMail MailOf(StoredNotification notice, DateTime due) => new()
    {
        Id = notice.Id,
        UserId = notice.UserId,
        Type = notice.Type,
        Data = notice.Data,
        CreatedAt = notice.CreatedAt,
        Due = due,
    };
}
