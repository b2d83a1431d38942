using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Testing;

namespace Mov.Rig.Tests.Mongo;

/// <summary>What the MongoDB of the tests, real or DocumentDB behind the gateway, must do for MongoDB.Driver. Each test has
/// a database of its own.</summary>
public abstract class MongoServerTests : IAsyncLifetime
{
    private TestMongo? _mongo;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TestMongo Mongo => _mongo ?? throw new InvalidOperationException("The test has not started.");

    protected IMongoDatabase Database => Mongo.Database("mov_rig");

    protected IMongoCollection<BsonDocument> Messages => Database.GetCollection<BsonDocument>("messages");

    public ValueTask InitializeAsync()
    {
        _mongo = TestMongo.Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_mongo is not null)
            await _mongo.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Inserts <paramref name="count"/> messages: <c>_id</c> from 0, <c>event</c> one of ten, <c>text</c>.</summary>
    protected Task InsertMessagesAsync(int count) => Messages.InsertManyAsync(
        Enumerable.Range(0, count).Select(Message), cancellationToken: Cancellation);

    protected static BsonDocument Message(int id) => new()
    {
        ["_id"] = id,
        ["event"] = id % 10,
        ["text"] = $"message {id}",
    };

    protected static FilterDefinitionBuilder<BsonDocument> Where => Builders<BsonDocument>.Filter;

    protected static UpdateDefinitionBuilder<BsonDocument> Set => Builders<BsonDocument>.Update;

    protected static IndexKeysDefinitionBuilder<BsonDocument> Keys => Builders<BsonDocument>.IndexKeys;
}
