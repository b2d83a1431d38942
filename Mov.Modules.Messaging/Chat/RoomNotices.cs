using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Notifications;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Works out a person's one unread MESSAGE notification for a room. What it says is counted from the room's messages each time, never added up,
/// so that working it out twice, or in two places at once, comes to the same.</summary>
internal sealed class RoomNotices(
    EventDetails room, RoomTail tail, long firstPending, IReadOnlyDictionary<int, UserProfile> senders, NotificationWords words, DateTime now)
{
    /// <param name="userId">Who may have to be told.</param>
    /// <param name="newest">The person's newest MESSAGE notification in this room, where there is one.</param>
    /// <param name="seen">The newest message that the person saw in this room.</param>
    /// <returns><see langword="null"/> when the person knows already, saw everything that is new or wrote it.</returns>
    public RoomChange? WorkOut(int userId, StoredNotification? newest, MessageKey? seen)
    {
        if (newest is not null && tail.IsSeen(newest, seen))
        {
            return RoomChange.Read(newest, now);
        }

        var told = newest?.ToldThrough ?? firstPending - 1;
        if (tail.Unseen(userId, told, seen) is not { Count: > 0 } unseen)
        {
            return null;
        }

        if (newest is { Read: false })
        {
            return new RoomChange(newest, newest with { Data = Say(tail.Unseen(userId, newest.SeenThrough ?? told, seen)), ToldThrough = tail.LastNumber });
        }

        return new RoomChange(newest, new StoredNotification
        {
            // One first notification per person and room, and one successor per notification, whoever works it out.
            Id = ObjectIds.Derive(Shared.Storage.DatabaseNames.Chat, room.Id, userId, NotificationTypes.Message, newest?.ToldThrough ?? 0),
            UserId = userId,
            Type = NotificationTypes.Message,
            Data = Say(unseen),
            CreatedAt = unseen[^1].Key.Timestamp,
            Room = room.Id,
            SeenThrough = told,
            ToldThrough = tail.LastNumber,
        });
    }

    // Never the text itself: a notification also travels by mail and stays when a message is edited.
    private NotificationData Say(IReadOnlyList<NumberedMessage> unseen) => unseen.Count switch
    {
        1 => words.Compose(Wordings.Wrote, room.Id, room.Title, senders.GetValueOrDefault(unseen[0].SenderId)?.DisplayName, count: 1),
        > RoomTail.CountedAtMost => words.Compose(Wordings.MoreMessages, room.Id, room.Title, count: RoomTail.CountedAtMost),
        var count => words.Compose(Wordings.Messages, room.Id, room.Title, count: count),
    };
}
