using Microsoft.Extensions.Options;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Notifications.Mail;

/// <summary>Queues one mail per unread MESSAGE notification, however many messages it comes to tell of. Called before the notification is written: a crash in between leaves an entry
/// that finds no notification and is dropped, never a notification without its mail.</summary>
internal sealed class MessageMails(IMailQueue mails, MailBell bell, IOptions<NotificationSettings> settings, TimeProvider time)
{
    public async Task AddAsync(IEnumerable<RoomChange> begun, CancellationToken cancellationToken)
    {
        var due = time.UtcMilliseconds() + settings.Value.MessageMailDelay;
        QueuedMail[] queued = [.. begun.Select(change => NotificationWriter.MailOf(change.After, due))];
        if (queued.Length > 0)
        {
            await mails.AddAsync(queued, cancellationToken);
            bell.Ring();
        }
    }
}
