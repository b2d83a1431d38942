using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Mongo;

internal sealed class MongoReminderLog(MongoDatabases databases) : IReminderLog
{
    private const string Collection = "reminders";
    private const string Id = "_id";

    private readonly IMongoCollection<BsonDocument> _reminders = databases.Open(DatabaseNames.Notifications).GetCollection<BsonDocument>(Collection);
    private readonly StoreCircuit _circuit = databases.CircuitOf(DatabaseNames.Notifications);

    public Task<IReadOnlySet<ObjectId>> FindDoneAsync(IReadOnlyCollection<ObjectId> ids, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlySet<ObjectId>>(async () =>
    {
        var found = await _reminders.Find(Builders<BsonDocument>.Filter.In(Id, ids)).ToListAsync(cancellationToken);
        return found.Select(document => document[Id].AsObjectId).ToHashSet();
    });

    public Task SettleAsync(ObjectId id, int eventId, DateTime now, CancellationToken cancellationToken) => _circuit.RunAsync(() =>
        _reminders.InsertMissingAsync([new BsonDocument { [Id] = id, ["eventId"] = ObjectIds.ToReference(eventId), ["doneAt"] = now }], cancellationToken));
}
