using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data;

/// <summary>The collection <c>mov_notifications.notifications</c>. Every call may throw <see cref="StoreUnavailableException"/>.</summary>
internal interface INotificationStore
{
    /// <summary>Stores notifications; those whose id is there already are left as they are.</summary>
    /// <returns>How many are new.</returns>
    Task<int> AddAsync(IReadOnlyCollection<StoredNotification> notifications, CancellationToken cancellationToken);

    /// <summary>A person's notifications older than <paramref name="before"/>, newest first.</summary>
    Task<IReadOnlyList<StoredNotification>> ListAsync(
        int userId, bool unreadOnly, NotificationKey? before, int limit, CancellationToken cancellationToken);

    Task<StoredNotification?> FindAsync(int userId, ObjectId id, CancellationToken cancellationToken);

    /// <summary>How many are unread, counted to <paramref name="limit"/> at most.</summary>
    Task<int> CountUnreadAsync(int userId, int limit, CancellationToken cancellationToken);

    /// <returns>Whether it was unread and the person's.</returns>
    Task<bool> MarkReadAsync(int userId, ObjectId id, DateTime now, CancellationToken cancellationToken);

    /// <returns>Whether any was unread.</returns>
    Task<bool> MarkAllReadAsync(int userId, DateTime now, CancellationToken cancellationToken);

    /// <summary>The newest MESSAGE notification in a room of each of these people who has one.</summary>
    Task<IReadOnlyDictionary<int, StoredNotification>> FindInRoomAsync(int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken);

    /// <summary>Writes MESSAGE notifications, each only if the person's newest one is still as it was when the change was worked out; the others stay as they are.</summary>
    Task ApplyInRoomAsync(IReadOnlyCollection<RoomChange> changes, CancellationToken cancellationToken);
}

/// <summary>A MESSAGE notification to write: a new one after <paramref name="Before"/> (none, or one that was read), or the unread <paramref name="Before"/> counted anew or read.</summary>
internal sealed record RoomChange(StoredNotification? Before, StoredNotification After)
{
    public bool IsNew => Before?.Id != After.Id;

    /// <summary>What an unread notification tells of was seen.</summary>
    public static RoomChange Read(StoredNotification told, DateTime at) => new(told, told with { Read = true, ReadAt = at });
}
