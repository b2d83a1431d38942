using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Notifications;
using Mov.Modules.Messaging.Notifications.Mail;
using Mov.Modules.Messaging.Notifications.Preferences;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Tells everyone concerned of a room's new messages: the organizer and those with a seat, page by page, whatever their number.</summary>
internal sealed class RoomFanOut(
    IMessageStore messages, IVisitStore visits, INotificationStore notifications, IEventCatalog catalog, IEventAudience audience, IUserDirectory users,
    AnnouncementFanOut announcements, NotificationWords words, ChannelChoices choices, MessageMails mails, ILiveUpdates live, TimeProvider time)
{
    private const int Attempts = 10;

    public async Task TellAsync(PendingRoom pending, CancellationToken cancellationToken)
    {
        // Read after the numbers were given: every message up to the last one here is in the store, and everyone is told of all of them.
        var tail = new RoomTail(await messages.ReadTailAsync(pending.EventId, RoomTail.Limit, cancellationToken));
        var events = await catalog.FindManyAsync([pending.EventId], cancellationToken);
        if (events.TryGetValue(pending.EventId, out var room))
        {
            await announcements.TellAsync(room, cancellationToken);
            var unseen = tail.Unseen(readerId: 0, pending.FirstNumber - 1).Select(message => message.SenderId);
            var senders = await users.FindManyAsync([.. unseen.Distinct()], cancellationToken);
            var notices = new RoomNotices(room, tail, pending.FirstNumber, senders, words, time.UtcMilliseconds());
            await audience.ForEachPageAsync(
                pending.EventId, includeWaiting: false, also: room.OrganizerId, (people, token) => TellAsync(notices, pending.EventId, people, token), cancellationToken);
        }

        await messages.SettleAsync(pending.EventId, tail.LastNumber, cancellationToken);
    }

    private async Task TellAsync(RoomNotices notices, int eventId, IReadOnlyCollection<int> people, CancellationToken cancellationToken)
    {
        var find = await choices.FindAsync(people, NotificationTypes.Message, cancellationToken);
        people = [.. people.Where(person => find(person).HasFlag(NotificationChannels.App))];
        for (var attempt = 0; people.Count > 0; attempt++)
        {
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"The notifications of {people.Count} people in room {eventId} kept changing.");
            }

            var newest = await notifications.FindInRoomAsync(eventId, people, cancellationToken);
            var seen = await visits.FindAsync(eventId, people, cancellationToken);
            List<RoomChange> changes = [.. people
                .Select(person => notices.WorkOut(person, newest.GetValueOrDefault(person), seen.TryGetValue(person, out var last) ? last : null))
                .OfType<RoomChange>()];
            if (changes.Count == 0)
            {
                return;
            }

            await mails.AddAsync(changes.Where(change => change.IsNew && find(change.After.UserId).HasFlag(NotificationChannels.Email)), cancellationToken);
            await notifications.ApplyInRoomAsync(changes, cancellationToken);
            foreach (var change in changes)
            {
                live.Publish(LiveTopics.Notifications(change.After.UserId));
            }

            // Their notifications may have changed meanwhile, or they came and saw what they were being told of.
            people = [.. changes.Select(change => change.After.UserId)];
        }
    }
}
