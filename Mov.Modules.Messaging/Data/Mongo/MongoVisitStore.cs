using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>One document per person and room; its id follows from both, so that no further index is needed to find it or to have it once.</summary>
internal sealed class MongoVisitStore(MongoDatabases databases) : IVisitStore
{
    public const string Collection = "visits";

    private const string Id = "_id";
    private const string EventId = "eventId";
    private const string UserId = "userId";
    private const string SeenTimestamp = "seenTimestamp";
    private const string SeenId = "seenId";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Set = Builders<BsonDocument>.Update;

    private readonly IMongoCollection<BsonDocument> _visits = databases.Open(DatabaseNames.Chat).GetCollection<BsonDocument>(Collection);
    private readonly StoreCircuit _circuit = databases.CircuitOf(DatabaseNames.Chat);

    public Task<MessageKey?> FindAsync(int eventId, int userId, CancellationToken cancellationToken) => _circuit.RunAsync<MessageKey?>(async () =>
        await _visits.Find(Where.Eq(Id, IdOf(eventId, userId))).SingleOrDefaultAsync(cancellationToken) is { } visit && visit.DateOf(SeenTimestamp) is { } at
            ? new MessageKey(at, visit[SeenId].AsObjectId)
            : null);

    public Task AdvanceAsync(int eventId, int userId, MessageKey seen, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        var behind = Where.Lt(SeenTimestamp, seen.Timestamp) | (Where.Eq(SeenTimestamp, seen.Timestamp) & Where.Lt(SeenId, seen.Id));
        try
        {
            await _visits.UpdateOneAsync(
                Where.Eq(Id, IdOf(eventId, userId)) & behind,
                Set.Set(SeenTimestamp, seen.Timestamp).Set(SeenId, seen.Id)
                    .SetOnInsert(EventId, ObjectIds.ToReference(eventId)).SetOnInsert(UserId, ObjectIds.ToReference(userId)),
                new UpdateOptions { IsUpsert = true },
                cancellationToken);
        }
        catch (MongoWriteException failure) when (failure.WriteError.Category == ServerErrorCategory.DuplicateKey)
        {
            // The document is there and not behind.
        }
    });

    private static ObjectId IdOf(int eventId, int userId) => ObjectIds.Derive(Collection, eventId, userId);
}
