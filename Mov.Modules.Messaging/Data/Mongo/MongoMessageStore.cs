using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Data.Mongo.MessageDocuments;

namespace Mov.Modules.Messaging.Data.Mongo;

internal sealed class MongoMessageStore(MongoDatabases databases) : IMessageStore
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Set = Builders<BsonDocument>.Update;

    // The seed's index over eventId alone looks as good to a planner that has few documents to judge by, and would sort a whole room.
    internal static readonly BsonDocument HistoryIndex = new() { [EventId] = 1, [Timestamp] = 1, [Id] = 1 };
    internal static readonly BsonDocument PaceIndex = new() { [SenderId] = 1, [Timestamp] = 1 };
    internal static readonly BsonDocument PinIndex = new() { [EventId] = 1, [PinnedAt] = 1 };

    private readonly IMongoCollection<BsonDocument> _messages = databases.Open(DatabaseNames.Chat).GetCollection<BsonDocument>(Collection);
    private readonly StoreCircuit _circuit = databases.CircuitOf(DatabaseNames.Chat);
    private readonly MongoPendingRooms _pending = new(databases.Open(DatabaseNames.Chat).GetCollection<BsonDocument>(Collection));

    public Task<StoredMessage> AddAsync(StoredMessage message, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        try
        {
            await _messages.InsertOneAsync(message.ToDocument(), options: null, cancellationToken);
            return message;
        }
        catch (MongoWriteException failure) when (message.ClientId is not null && failure.WriteError.Category == ServerErrorCategory.DuplicateKey)
        {
            return (await _messages.Find(Sent(message.SenderId, message.ClientId)).SingleAsync(cancellationToken)).ToMessage();
        }
    });

    public Task<StoredMessage?> FindSentAsync(int senderId, string clientId, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (await _messages.Find(Sent(senderId, clientId)).SingleOrDefaultAsync(cancellationToken))?.ToMessage());

    public Task<IReadOnlyList<DateTime>> ReadSentSinceAsync(int senderId, DateTime since, int limit, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyList<DateTime>>(async () =>
    {
        var (filter, sort) = SentSince(senderId, since);
        var found = await _messages.Find(filter, new FindOptions { Hint = PaceIndex }).Sort(sort).Limit(limit)
            .Project(Builders<BsonDocument>.Projection.Include(Timestamp))
            .ToListAsync(cancellationToken);
        return [.. found.Select(document => document[Timestamp].ToUniversalTime())];
    });

    public Task<IReadOnlyList<StoredMessage>> ReadPinnedAsync(int eventId, int limit, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyList<StoredMessage>>(async () =>
    {
        var (filter, sort) = Pinned(eventId);
        var found = await _messages.Find(filter, new FindOptions { Hint = PinIndex }).Sort(sort).Limit(limit).ToListAsync(cancellationToken);
        return [.. found.Select(document => document.ToMessage())];
    });

    internal static (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) SentSince(int senderId, DateTime since) =>
        (Where.Eq(SenderId, ObjectIds.ToReference(senderId)) & Where.Gt(Timestamp, since), Builders<BsonDocument>.Sort.Descending(Timestamp));

    internal static (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) Tail(int eventId) =>
        (InRoom(eventId) & Where.Exists(Number), Builders<BsonDocument>.Sort.Descending(Number));

    internal static (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) Pinned(int eventId) =>
        (InRoom(eventId) & Where.Exists(PinnedAt), Builders<BsonDocument>.Sort.Descending(PinnedAt));

    public Task<StoredMessage?> FindAsync(int eventId, ObjectId id, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (await _messages.Find(Where.Eq(Id, id) & InRoom(eventId)).SingleOrDefaultAsync(cancellationToken))?.ToMessage());

    public Task<IReadOnlyList<StoredMessage>> ReadAsync(
        int eventId, MessageKey? from, HistoryDirection direction, int limit, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyList<StoredMessage>>(async () =>
    {
        var (filter, sort) = History(eventId, from, direction);
        var found = await _messages.Find(filter, new FindOptions { Hint = HistoryIndex }).Sort(sort).Limit(limit).ToListAsync(cancellationToken);
        return [.. found.Select(document => document.ToMessage())];
    });

    /// <summary>The range on the time bounds the index scan; the alternative settles equal times.</summary>
    internal static (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) History(int eventId, MessageKey? from, HistoryDirection direction)
    {
        var sort = Builders<BsonDocument>.Sort;
        return direction == HistoryDirection.Older
            ? (from is { } end
                ? InRoom(eventId) & Where.Lte(Timestamp, end.Timestamp) & (Where.Lt(Timestamp, end.Timestamp) | Where.Lt(Id, end.Id))
                : InRoom(eventId), sort.Descending(Timestamp).Descending(Id))
            : (from is { } start
                ? InRoom(eventId) & Where.Gte(Timestamp, start.Timestamp) & (Where.Gt(Timestamp, start.Timestamp) | Where.Gt(Id, start.Id))
                : InRoom(eventId), sort.Ascending(Timestamp).Ascending(Id));
    }

    public Task<StoredMessage?> EditAsync(int eventId, ObjectId id, int senderId, string text, DateTime now, CancellationToken cancellationToken) => ChangeAsync(
        Standing(eventId, id) & Where.Eq(SenderId, ObjectIds.ToReference(senderId)),
        Set.Set(Message, text).Set(Edited, true).Set(UpdatedAt, now),
        cancellationToken);

    public async Task<StoredMessage?> RemoveAsync(int eventId, ObjectId id, int removedBy, string replacement, DateTime now, CancellationToken cancellationToken) =>
        await ChangeAsync(
            Standing(eventId, id),
            Set.Set(Message, replacement).Set(RemovedAt, now).Set(RemovedBy, ObjectIds.ToReference(removedBy)).Set(UpdatedAt, now).Unset(PinnedAt),
            cancellationToken)
        ?? await FindAsync(eventId, id, cancellationToken);

    public Task<StoredMessage?> PinAsync(int eventId, ObjectId id, DateTime? pinnedAt, CancellationToken cancellationToken) => ChangeAsync(
        Standing(eventId, id) & Where.Eq(Announcement, true),
        pinnedAt is { } at ? Set.Set(PinnedAt, at) : Set.Unset(PinnedAt),
        cancellationToken);

    public Task<PendingRoom?> ClaimRoomAsync(DateTime dueBy, DateTime now, DateTime leaseEnd, CancellationToken cancellationToken) =>
        _circuit.RunAsync(() => _pending.ClaimAsync(dueBy, now, leaseEnd, cancellationToken));

    public Task<IReadOnlyList<NumberedMessage>> ReadTailAsync(int eventId, int limit, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyList<NumberedMessage>>(async () =>
    {
        var (filter, sort) = Tail(eventId);
        var found = await _messages.Find(filter, new FindOptions { Hint = MongoPendingRooms.NumberIndex })
            .Sort(sort)
            .Limit(limit)
            .Project(Builders<BsonDocument>.Projection.Include(Number).Include(SenderId).Include(Timestamp).Include(Announcement))
            .ToListAsync(cancellationToken);
        return [.. found.Select(document => document.ToMessage()).Select(message => new NumberedMessage(message.Number!.Value, message.SenderId, message.Key, message.Announcement))];
    });

    public Task<IReadOnlyList<StoredMessage>> ReadUntoldAnnouncementsAsync(int eventId, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyList<StoredMessage>>(async () =>
    {
        var untold = InRoom(eventId) & Where.Exists(Pending) & Where.Eq(Announcement, true) & Where.Exists(RemovedAt, exists: false);
        var found = await _messages.Find(untold, new FindOptions { Hint = MongoPendingRooms.PendingIndex }).Sort(Builders<BsonDocument>.Sort.Ascending(Number)).ToListAsync(cancellationToken);
        return [.. found.Select(document => document.ToMessage())];
    });

    public Task SettleAsync(int eventId, long throughNumber, CancellationToken cancellationToken) => _circuit.RunAsync(() =>
        _pending.UpdateAsync(InRoom(eventId) & Where.Lte(Number, throughNumber), Set.Unset(Pending), cancellationToken));

    public Task PostponeAsync(int eventId, DateTime until, CancellationToken cancellationToken) => _circuit.RunAsync(() =>
        _pending.UpdateAsync(InRoom(eventId), Set.Set(Pending, until), cancellationToken));

    public Task<int> CountPendingAsync(CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (int)await _messages.CountDocumentsAsync(Where.Exists(Pending), new CountOptions { Hint = MongoPendingRooms.PendingIndex }, cancellationToken));

    private Task<StoredMessage?> ChangeAsync(FilterDefinition<BsonDocument> which, UpdateDefinition<BsonDocument> change, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (await _messages.FindOneAndUpdateAsync(
            which, change, new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After }, cancellationToken))?.ToMessage());

    private static FilterDefinition<BsonDocument> Standing(int eventId, ObjectId id) =>
        Where.Eq(Id, id) & InRoom(eventId) & Where.Exists(RemovedAt, exists: false);

    internal static FilterDefinition<BsonDocument> Sent(int senderId, string clientId) =>
        Where.Eq(SenderId, ObjectIds.ToReference(senderId)) & Where.Eq(ClientId, clientId);

    private static FilterDefinition<BsonDocument> InRoom(int eventId) => Where.Eq(EventId, ObjectIds.ToReference(eventId));
}
