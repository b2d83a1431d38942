using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Data.Mongo.NotificationDocuments;

namespace Mov.Modules.Messaging.Data.Mongo;

internal sealed class MongoNotificationStore(MongoDatabases databases) : INotificationStore
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Set = Builders<BsonDocument>.Update;

    // The seed's index over userId alone looks as good to a planner that has few documents to judge by, and would sort a person's whole list.
    internal static readonly BsonDocument ListIndex = new() { [UserId] = 1, [CreatedAt] = 1, [Id] = 1 };
    internal static readonly BsonDocument UnreadIndex = new() { [UserId] = 1, [Read] = 1, [CreatedAt] = 1, [Id] = 1 };

    internal static readonly BsonDocument RoomIndex = new() { [Room] = 1, [UserId] = 1 };

    private readonly IMongoCollection<BsonDocument> _notifications = databases.Open(DatabaseNames.Notifications).GetCollection<BsonDocument>(Collection);
    private readonly StoreCircuit _circuit = databases.CircuitOf(DatabaseNames.Notifications);

    public Task<int> AddAsync(IReadOnlyCollection<StoredNotification> notifications, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        notifications.Count - (await _notifications.InsertMissingAsync([.. notifications.Select(notification => notification.ToDocument())], cancellationToken)).Count);

    public Task<IReadOnlyList<StoredNotification>> ListAsync(
        int userId, bool unreadOnly, NotificationKey? before, int limit, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyList<StoredNotification>>(async () =>
    {
        var (filter, sort) = List(userId, unreadOnly, before);
        var found = await _notifications.Find(filter, new FindOptions { Hint = unreadOnly ? UnreadIndex : ListIndex }).Sort(sort).Limit(limit).ToListAsync(cancellationToken);
        return [.. found.Select(document => document.ToNotification())];
    });

    /// <summary>The range on the time bounds the index scan; the alternative settles equal times.</summary>
    internal static (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) List(int userId, bool unreadOnly, NotificationKey? before)
    {
        var filter = unreadOnly ? UnreadOf(userId) : Of(userId);
        if (before is { } end)
        {
            filter &= Where.Lte(CreatedAt, end.CreatedAt) & (Where.Lt(CreatedAt, end.CreatedAt) | Where.Lt(Id, end.Id));
        }

        return (filter, Builders<BsonDocument>.Sort.Descending(CreatedAt).Descending(Id));
    }

    public Task<StoredNotification?> FindAsync(int userId, ObjectId id, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (await _notifications.Find(Where.Eq(Id, id) & Of(userId)).SingleOrDefaultAsync(cancellationToken))?.ToNotification());

    public Task<int> CountUnreadAsync(int userId, int limit, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (int)await _notifications.CountDocumentsAsync(UnreadOf(userId), new CountOptions { Limit = limit, Hint = UnreadIndex }, cancellationToken));

    public Task<bool> MarkReadAsync(int userId, ObjectId id, DateTime now, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (await _notifications.UpdateOneAsync(Where.Eq(Id, id) & UnreadOf(userId), Set.Set(Read, true).Set(ReadAt, now), options: null, cancellationToken)).ModifiedCount > 0);

    public Task<bool> MarkAllReadAsync(int userId, DateTime now, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (await _notifications.UpdateManyAsync(UnreadOf(userId), Set.Set(Read, true).Set(ReadAt, now), options: null, cancellationToken)).ModifiedCount > 0);

    public Task<IReadOnlyDictionary<int, StoredNotification>> FindInRoomAsync(
        int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyDictionary<int, StoredNotification>>(async () =>
    {
        var found = await _notifications.Find(InRoom(eventId, userIds), new FindOptions { Hint = RoomIndex }).ToListAsync(cancellationToken);

        // Where a process died between writing a successor and taking the mark off the one before, both have it for a while.
        return found.Select(document => document.ToNotification())
            .GroupBy(notification => notification.UserId)
            .ToDictionary(own => own.Key, own => own.MaxBy(notification => notification.ToldThrough)!);
    });

    public Task ApplyInRoomAsync(IReadOnlyCollection<RoomChange> changes, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        RoomChange[] added = [.. changes.Where(change => change.IsNew)];
        var there = await _notifications.InsertMissingAsync([.. added.Select(change => change.After.ToDocument())], cancellationToken);
        ObjectId[] succeeded = [.. added.Where((change, position) => change.Before is not null && !there.Contains(position)).Select(change => change.Before!.Id)];
        if (succeeded.Length > 0)
        {
            await _notifications.UpdateManyAsync(Where.In(Id, succeeded), Set.Unset(Room), options: null, cancellationToken);
        }

        await RewriteAsync([.. changes.Where(change => !change.IsNew)], cancellationToken);
    });

    private async Task RewriteAsync(RoomChange[] changes, CancellationToken cancellationToken)
    {
        if (changes.Length == 0)
        {
            return;
        }

        // Nearly everyone in a room is told the same.
        await _notifications.BulkWriteAsync(
            changes.GroupBy(change => (Told: change.Before!.ToldThrough, change.After.Data, Through: change.After.ToldThrough, change.After.ReadAt), change => change.After.Id).Select(same => new UpdateManyModel<BsonDocument>(
                Where.In(Id, same) & Where.Eq(Read, false) & Where.Eq(ToldThrough, same.Key.Told),
                same.Key.ReadAt is { } readAt
                    ? Set.Set(Read, true).Set(ReadAt, readAt)
                    : Set.Set(NotificationDocuments.Data, same.Key.Data.ToDocument()).Set(ToldThrough, same.Key.Through))),
            new BulkWriteOptions { IsOrdered = false },
            cancellationToken);
    }

    internal static FilterDefinition<BsonDocument> InRoom(int eventId, IReadOnlyCollection<int> userIds) =>
        Where.Eq(Room, ObjectIds.ToReference(eventId)) & Where.In(UserId, userIds.Select(ObjectIds.ToReference));

    private static FilterDefinition<BsonDocument> Of(int userId) => Where.Eq(UserId, ObjectIds.ToReference(userId));

    internal static FilterDefinition<BsonDocument> UnreadOf(int userId) => Of(userId) & Where.Eq(Read, false);
}
