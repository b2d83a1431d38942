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

    public Task<IReadOnlyDictionary<int, MessageKey>> FindAsync(
        int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyDictionary<int, MessageKey>>(async () =>
    {
        var found = await _visits.Find(Of(eventId, userIds)).ToListAsync(cancellationToken);
        return found.ToDictionary(
            visit => ObjectIds.ToKey(visit[UserId].AsObjectId)!.Value, visit => new MessageKey(visit[SeenTimestamp].ToUniversalTime(), visit[SeenId].AsObjectId));
    });

    public Task AdvanceAsync(int eventId, IReadOnlyCollection<int> userIds, MessageKey seen, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        if (await AdvanceThoseThereAsync(eventId, userIds, seen, cancellationToken) == userIds.Count)
        {
            return;
        }

        // The others are further already, or here for the first time; or came from elsewhere in between.
        var there = await _visits.Find(Of(eventId, userIds)).Project(Builders<BsonDocument>.Projection.Include(Id)).ToListAsync(cancellationToken);
        var known = there.Select(visit => visit[Id].AsObjectId).ToHashSet();
        int[] first = [.. userIds.Where(user => !known.Contains(IdOf(eventId, user)))];
        var inBetween = await _visits.InsertMissingAsync([.. first.Select(user => First(eventId, user, seen))], cancellationToken);
        if (first.Length - inBetween.Count < userIds.Count)
        {
            await AdvanceThoseThereAsync(eventId, userIds, seen, cancellationToken);
        }
    });

    private async Task<long> AdvanceThoseThereAsync(int eventId, IReadOnlyCollection<int> userIds, MessageKey seen, CancellationToken cancellationToken)
    {
        var behind = Where.Lt(SeenTimestamp, seen.Timestamp) | (Where.Eq(SeenTimestamp, seen.Timestamp) & Where.Lt(SeenId, seen.Id));
        var advanced = await _visits.UpdateManyAsync(
            Of(eventId, userIds) & behind, Set.Set(SeenTimestamp, seen.Timestamp).Set(SeenId, seen.Id), options: null, cancellationToken);
        return advanced.MatchedCount;
    }

    private static BsonDocument First(int eventId, int userId, MessageKey seen) => new()
    {
        [Id] = IdOf(eventId, userId),
        [EventId] = ObjectIds.ToReference(eventId),
        [UserId] = ObjectIds.ToReference(userId),
        [SeenTimestamp] = seen.Timestamp,
        [SeenId] = seen.Id,
    };

    internal static FilterDefinition<BsonDocument> Of(int eventId, IReadOnlyCollection<int> userIds) => Where.In(Id, userIds.Select(user => IdOf(eventId, user)));

    private static ObjectId IdOf(int eventId, int userId) => ObjectIds.Derive(Collection, eventId, userId);
}
