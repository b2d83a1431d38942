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

    // Not every planner sees by itself that an index over what is due serves a question for what is due.
    internal static readonly BsonDocument DueIndex = new() { [Due] = 1 };
    internal static readonly BsonDocument ParkedIndex = new() { [ParkedAt] = 1 };

    private readonly IMongoCollection<BsonDocument> _mails = databases.Open(DatabaseNames.Notifications).GetCollection<BsonDocument>(Collection);
    private readonly StoreCircuit _circuit = databases.CircuitOf(DatabaseNames.Notifications);

    public Task AddAsync(IReadOnlyCollection<QueuedMail> mails, CancellationToken cancellationToken) =>
        _circuit.RunAsync(() => _mails.InsertMissingAsync([.. mails.Select(mail => mail.ToDocument())], cancellationToken));

    public Task<QueuedMail?> ClaimAsync(DateTime now, DateTime leaseEnd, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        var (filter, sort) = DueAt(now);
        while (await _mails.Find(filter, new FindOptions { Hint = DueIndex }).Sort(sort).Limit(1).FirstOrDefaultAsync(cancellationToken) is { } next)
        {
            // Another instance may be quicker; then there is the one after it.
            if (await _mails.FindOneAndUpdateAsync(
                Where.Eq(Id, next[Id]) & filter, Set.Set(Due, leaseEnd), new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After }, cancellationToken) is { } claimed)
            {
                return claimed.ToMail();
            }
        }

        return null;
    });

    internal static (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) DueAt(DateTime now) =>
        (Where.Lte(Due, now), Builders<BsonDocument>.Sort.Ascending(Due));

    public Task SettleAsync(ObjectId id, MailOutcome outcome, DateTime now, CancellationToken cancellationToken) =>
        UpdateAsync(id, Set.Unset(Due).Set(SettledAt, now).Set(Outcome, outcome.ToString()), cancellationToken);

    public Task PostponeAsync(ObjectId id, int attempts, DateTime due, string error, CancellationToken cancellationToken) =>
        UpdateAsync(id, Set.Set(Due, due).Set(Attempts, attempts).Set(LastError, error), cancellationToken);

    public Task ParkAsync(ObjectId id, int attempts, DateTime now, string error, CancellationToken cancellationToken) =>
        UpdateAsync(id, Set.Unset(Due).Set(ParkedAt, now).Set(Attempts, attempts).Set(LastError, error), cancellationToken);

    public Task<OutboxBacklog> CountAsync(CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        return new OutboxBacklog(
            (int)await _mails.CountDocumentsAsync(Where.Exists(Due), new CountOptions { Limit = CountedAtMost, Hint = DueIndex }, cancellationToken),
            (int)await _mails.CountDocumentsAsync(Where.Exists(ParkedAt), new CountOptions { Limit = CountedAtMost, Hint = ParkedIndex }, cancellationToken));
    });

    private Task UpdateAsync(ObjectId id, UpdateDefinition<BsonDocument> update, CancellationToken cancellationToken) =>
        _circuit.RunAsync(() => _mails.UpdateOneAsync(Where.Eq(Id, id), update, options: null, cancellationToken));
}
