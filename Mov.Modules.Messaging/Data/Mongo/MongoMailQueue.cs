using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Data.Mongo.MailDocuments;

namespace Mov.Modules.Messaging.Data.Mongo;

internal sealed class MongoMailQueue(MongoDatabases databases) : IMailQueue
{
    private const int CountedAtMost = 10_000;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Set = Builders<BsonDocument>.Update;

    private readonly IMongoCollection<BsonDocument> _mails = databases.Open(DatabaseNames.Notifications).GetCollection<BsonDocument>(Collection);
    private readonly StoreCircuit _circuit = databases.CircuitOf(DatabaseNames.Notifications);

    public Task AddAsync(IReadOnlyCollection<QueuedMail> mails, CancellationToken cancellationToken) =>
        _circuit.RunAsync(() => _mails.InsertMissingAsync([.. mails.Select(mail => mail.ToDocument())], cancellationToken));

    public Task<QueuedMail?> ClaimAsync(DateTime now, DateTime leaseEnd, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
        (await _mails.FindOneAndUpdateAsync(
            IsDue(now),
            Set.Set(Due, leaseEnd),
            new FindOneAndUpdateOptions<BsonDocument> { Sort = ByDue, ReturnDocument = ReturnDocument.After },
            cancellationToken))?.ToMail());

    internal static FilterDefinition<BsonDocument> IsDue(DateTime now) => Where.Lte(Due, now);

    internal static SortDefinition<BsonDocument> ByDue => Builders<BsonDocument>.Sort.Ascending(Due);

    public Task SettleAsync(ObjectId id, MailOutcome outcome, DateTime now, CancellationToken cancellationToken) =>
        UpdateAsync(id, Set.Unset(Due).Set(SettledAt, now).Set(Outcome, outcome.ToString()), cancellationToken);

    public Task PostponeAsync(ObjectId id, int attempts, DateTime due, string error, CancellationToken cancellationToken) =>
        UpdateAsync(id, Set.Set(Due, due).Set(Attempts, attempts).Set(LastError, error), cancellationToken);

    public Task ParkAsync(ObjectId id, int attempts, DateTime now, string error, CancellationToken cancellationToken) =>
        UpdateAsync(id, Set.Unset(Due).Set(ParkedAt, now).Set(Attempts, attempts).Set(LastError, error), cancellationToken);

    public Task<OutboxBacklog> CountAsync(CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        var options = new CountOptions { Limit = CountedAtMost };
        return new OutboxBacklog(
            (int)await _mails.CountDocumentsAsync(Where.Exists(Due), options, cancellationToken),
            (int)await _mails.CountDocumentsAsync(Where.Exists(ParkedAt), options, cancellationToken));
    });

    private Task UpdateAsync(ObjectId id, UpdateDefinition<BsonDocument> update, CancellationToken cancellationToken) =>
        _circuit.RunAsync(() => _mails.UpdateOneAsync(Where.Eq(Id, id), update, options: null, cancellationToken));
}
