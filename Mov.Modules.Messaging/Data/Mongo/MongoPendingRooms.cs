using MongoDB.Bson;
using MongoDB.Driver;
using static Mov.Modules.Messaging.Data.Mongo.MessageDocuments;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>Claims rooms and numbers their pending messages with single-document commands only. Two instances that claim the same room at once do work twice, but nothing wrong:
/// a number is given once, and the unique index on (room, number) leaves no gaps and no doubles.</summary>
internal sealed class MongoPendingRooms(IMongoCollection<BsonDocument> messages)
{
    private const int ClaimedAtOnce = 500;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Set = Builders<BsonDocument>.Update;
    private static readonly SortDefinitionBuilder<BsonDocument> By = Builders<BsonDocument>.Sort;

    // Not every planner sees by itself that a partial index serves these.
    internal static readonly BsonDocument PendingIndex = new() { [Pending] = 1 };
    internal static readonly BsonDocument NumberIndex = new() { [EventId] = 1, [Number] = 1 };

    public async Task<PendingRoom?> ClaimAsync(DateTime dueBy, DateTime now, DateTime leaseEnd, CancellationToken cancellationToken)
    {
        if (await FindDueRoomAsync(dueBy, now, cancellationToken) is not { } room)
        {
            return null;
        }

        var due = await messages.Find(Where.Eq(EventId, room) & Where.Lte(Pending, dueBy), new FindOptions { Hint = PendingIndex })
            .Sort(By.Ascending(Timestamp).Ascending(Id))
            .Limit(ClaimedAtOnce)
            .Project(Builders<BsonDocument>.Projection.Include(Id).Include(Number))
            .ToListAsync(cancellationToken);
        await messages.UpdateManyAsync(
            Where.In(Id, due.Select(message => message[Id])) & Where.Exists(Pending), Set.Set(Pending, leaseEnd), options: null, cancellationToken);
        await GiveNumbersAsync(room, [.. due.Where(message => !message.Contains(Number)).Select(message => message[Id].AsObjectId)], cancellationToken);
        var first = await messages.Find(Where.Eq(EventId, room) & Where.Exists(Number) & Where.Exists(Pending), new FindOptions { Hint = PendingIndex }).Sort(By.Ascending(Number)).Limit(1).FirstOrDefaultAsync(cancellationToken);

        // Another instance may have settled everything meanwhile; then there is nobody left to tell, and telling finds that out.
        var firstNumber = first?.NumberOf(Number) ?? await FindLastNumberAsync(room, cancellationToken) + 1;
        return ObjectIds.ToKey(room) is { } eventId ? new PendingRoom(eventId, firstNumber) : null;
    }

    /// <summary>Changes pending messages. They are few among all of a room, so they are looked for first.</summary>
    public async Task UpdateAsync(FilterDefinition<BsonDocument> which, UpdateDefinition<BsonDocument> change, CancellationToken cancellationToken)
    {
        var pending = await messages.Find(which & Where.Exists(Pending), new FindOptions { Hint = PendingIndex }).Project(Builders<BsonDocument>.Projection.Include(Id)).ToListAsync(cancellationToken);
        await messages.UpdateManyAsync(Where.In(Id, pending.Select(message => message[Id])) & Where.Exists(Pending), change, options: null, cancellationToken);
    }

    internal static (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) DueAt(DateTime dueBy) => (Where.Lte(Pending, dueBy), By.Ascending(Pending));

    // A room with a mark in the future is in another instance's hands, or rests after a failure. Mostly nothing is due, which one look tells.
    private async Task<ObjectId?> FindDueRoomAsync(DateTime dueBy, DateTime now, CancellationToken cancellationToken)
    {
        var (due, oldestFirst) = DueAt(dueBy);
        if (await FindOldestAsync(due) is not { } oldest)
        {
            return null;
        }

        var inHands = await messages.Find(Where.Gt(Pending, now), new FindOptions { Hint = PendingIndex }).Project(Builders<BsonDocument>.Projection.Include(EventId)).ToListAsync(cancellationToken);
        HashSet<ObjectId> leased = [.. inHands.Select(message => message[EventId].AsObjectId)];
        return leased.Contains(oldest) ? await FindOldestAsync(due & Where.Nin(EventId, leased)) : oldest;

        async Task<ObjectId?> FindOldestAsync(FilterDefinition<BsonDocument> which) =>
            (await messages.Find(which, new FindOptions { Hint = PendingIndex }).Sort(oldestFirst).Limit(1).FirstOrDefaultAsync(cancellationToken))?[EventId].AsObjectId;
    }

    private async Task GiveNumbersAsync(ObjectId room, IReadOnlyList<ObjectId> ids, CancellationToken cancellationToken)
    {
        long? last = null;
        foreach (var id in ids)
        {
            for (var given = false; !given;)
            {
                last ??= await FindLastNumberAsync(room, cancellationToken);
                try
                {
                    var update = await messages.UpdateOneAsync(
                        Where.Eq(Id, id) & Where.Exists(Number, exists: false), Set.Set(Number, last.Value + 1), options: null, cancellationToken);
                    last = update.ModifiedCount > 0 ? last + 1 : null;
                    given = true;
                }
                catch (MongoWriteException failure) when (failure.WriteError.Category == ServerErrorCategory.DuplicateKey)
                {
                    last = null;
                }
            }
        }
    }

    private async Task<long> FindLastNumberAsync(ObjectId room, CancellationToken cancellationToken) =>
        (await messages.Find(Where.Eq(EventId, room) & Where.Exists(Number), new FindOptions { Hint = NumberIndex }).Sort(By.Descending(Number)).Limit(1).FirstOrDefaultAsync(cancellationToken))?.NumberOf(Number) ?? 0;
}
