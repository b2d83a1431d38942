using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Notifications;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Works out a person's one unread MESSAGE notification for a room. What it says is counted from the room's messages each time, never added up,
/// so that working it out twice, or in two places at once, comes to the same.</summary>
internal sealed class RoomNotices(
    EventDetails room, RoomTail tail, long firstPending, IReadOnlyDictionary<int, UserProfile> senders, NotificationWords words)
{
    /// <param name="userId">Who may have to be told.</param>
    /// <param name="newest">The person's newest MESSAGE notification in this room, where there is one.</param>
    /// <returns><see langword="null"/> when the person knows already or wrote everything that is new.</returns>
    public RoomChange? WorkOut(int userId, StoredNotification? newest)
    {
        var told = newest?.ToldThrough ?? firstPending - 1;
        if (!tail.ByOthers(userId, told).Any())
        {
            return null;
        }

        if (newest is { Read: false })
        {
            var recounted = tail.ByOthers(userId, newest.SeenThrough ?? told).ToList();
            return new RoomChange(newest, newest with { Data = Say(recounted), ToldThrough = tail.LastNumber });
        }

        var unseen = tail.ByOthers(userId, told).ToList();
        return new RoomChange(newest, new StoredNotification
        {
            // One first notification per person and room, and one successor per notification, whoever works it out.
            Id = ObjectIds.Derive(Shared.Storage.DatabaseNames.Chat, room.Id, userId, NotificationTypes.Message, newest?.ToldThrough ?? 0),
            UserId = userId,
            Type = NotificationTypes.Message,
            Data = Say(unseen),
            CreatedAt = unseen[^1].Timestamp,
            Room = room.Id,
            SeenThrough = told,
            ToldThrough = tail.LastNumber,
        });
    }

    // Never the text itself: a notification also travels by mail and stays when a message is edited.
    private NotificationData Say(List<NumberedMessage> unseen) => unseen.Count switch
    {
        1 => words.Compose(Wordings.Wrote, room.Id, room.Title, senders.GetValueOrDefault(unseen[0].SenderId)?.DisplayName, count: 1),
        > RoomTail.CountedAtMost => words.Compose(Wordings.MoreMessages, room.Id, room.Title, count: RoomTail.CountedAtMost),
        var count => words.Compose(Wordings.Messages, room.Id, room.Title, count: count),
    };
}
