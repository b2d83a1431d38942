using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data;

/// <summary>The collection <c>mov_chat.messages</c>. Every call may throw <see cref="StoreUnavailableException"/>.</summary>
internal interface IMessageStore
{
    /// <summary>Stores a message. Where its sender used the client id before, nothing is stored and that first message comes back.</summary>
    Task<StoredMessage> AddAsync(StoredMessage message, CancellationToken cancellationToken);

    Task<StoredMessage?> FindAsync(int eventId, ObjectId id, CancellationToken cancellationToken);

    /// <summary>Messages of a room next to <paramref name="from"/> (none: from the end of the room), nearest first.</summary>
    Task<IReadOnlyList<StoredMessage>> ReadAsync(
        int eventId, MessageKey? from, HistoryDirection direction, int limit, CancellationToken cancellationToken);

    /// <summary>The message that a sender's page called this.</summary>
    Task<StoredMessage?> FindSentAsync(int senderId, string clientId, CancellationToken cancellationToken);

    /// <summary>When a person's newest messages in any room since then were sent, newest first.</summary>
    Task<IReadOnlyList<DateTime>> ReadSentSinceAsync(int senderId, DateTime since, int limit, CancellationToken cancellationToken);

    /// <summary>The pinned messages of a room, the last pinned first.</summary>
    Task<IReadOnlyList<StoredMessage>> ReadPinnedAsync(int eventId, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces the text of a sender's message and marks it as edited.</summary>
    /// <returns>The message as it is now; <see langword="null"/> when that sender has no such message in the room, or it was removed.</returns>
    Task<StoredMessage?> EditAsync(int eventId, ObjectId id, int senderId, string text, DateTime now, CancellationToken cancellationToken);

    /// <summary>Puts another text in a message's place, for good, and unpins it. Again changes nothing.</summary>
    /// <returns>The message as it is now; <see langword="null"/> when there is no such message in the room.</returns>
    Task<StoredMessage?> RemoveAsync(int eventId, ObjectId id, int removedBy, string replacement, DateTime now, CancellationToken cancellationToken);

    /// <summary>Pins an announcement, or unpins it (<see langword="null"/>).</summary>
    /// <returns>The message as it is now; <see langword="null"/> when the room has no such announcement, or it was removed.</returns>
    Task<StoredMessage?> PinAsync(int eventId, ObjectId id, DateTime? pinnedAt, CancellationToken cancellationToken);

    /// <summary>Takes the room that waits longest to be told of: numbers its messages that are pending since <paramref name="dueBy"/> or longer and keeps other instances away
    /// until <paramref name="leaseEnd"/>.</summary>
    /// <returns><see langword="null"/> when no room is due.</returns>
    Task<PendingRoom?> ClaimRoomAsync(DateTime dueBy, DateTime now, DateTime leaseEnd, CancellationToken cancellationToken);

    /// <summary>The newest numbered messages of a room, newest first.</summary>
    Task<IReadOnlyList<NumberedMessage>> ReadTailAsync(int eventId, int limit, CancellationToken cancellationToken);

    /// <summary>The announcements of a room that not everyone was told of yet, oldest first; removed ones are told to nobody.</summary>
    Task<IReadOnlyList<StoredMessage>> ReadUntoldAnnouncementsAsync(int eventId, CancellationToken cancellationToken);

    /// <summary>Everyone was told of the room's messages up to this number.</summary>
    Task SettleAsync(int eventId, long throughNumber, CancellationToken cancellationToken);

    /// <summary>Telling failed: the room's pending messages rest until then.</summary>
    Task PostponeAsync(int eventId, DateTime until, CancellationToken cancellationToken);

    /// <summary>How many messages are not told of yet.</summary>
    Task<int> CountPendingAsync(CancellationToken cancellationToken);
}

/// <summary>A room with messages that nobody was told of, and the lowest of their numbers.</summary>
internal sealed record PendingRoom(int EventId, long FirstNumber);

/// <summary>What counting needs to know of a message.</summary>
internal readonly record struct NumberedMessage(long Number, int SenderId, MessageKey Key, bool IsAnnouncement);
