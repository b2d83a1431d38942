using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>The TTL indexes that <see cref="MongoSteps"/> makes delete by themselves; the time of the one over read notifications follows the settings.</summary>
internal sealed class MongoRetention(MongoDatabases databases) : IRetention
{
    private const string ExpireAfterSeconds = "expireAfterSeconds";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private readonly IMongoDatabase _database = databases.Open(DatabaseNames.Notifications);
    private readonly StoreCircuit _circuit = databases.CircuitOf(DatabaseNames.Notifications);

    public Task ApplyAsync(TimeSpan keepRead, DateTime now, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        var notifications = _database.GetCollection<BsonDocument>(NotificationDocuments.Collection);
        var name = MongoSteps.ReadIndex.Name;
        var indexes = await (await notifications.Indexes.ListAsync(cancellationToken)).ToListAsync(cancellationToken);
        var seconds = (int)keepRead.TotalSeconds;
        if (indexes.Find(index => index["name"] == name) is { } index && index.NumberOf(ExpireAfterSeconds) != seconds)
        {
            BsonDocument change = new()
            {
                ["collMod"] = NotificationDocuments.Collection,
                ["index"] = new BsonDocument { ["name"] = name, [ExpireAfterSeconds] = seconds },
            };
            await _database.RunCommandAsync<BsonDocument>(change, readPreference: null, cancellationToken);
        }

        // Another client marks as read without saying when: for those the time runs from now.
        await notifications.UpdateManyAsync(
            Where.Eq(NotificationDocuments.Read, true) & Where.Exists(NotificationDocuments.ReadAt, exists: false),
            Builders<BsonDocument>.Update.Set(NotificationDocuments.ReadAt, now),
            options: null,
            cancellationToken);
    });
}
