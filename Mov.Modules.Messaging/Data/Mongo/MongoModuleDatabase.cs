using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>Brings a MongoDB database forward and back. What is applied, and which indexes it made itself, is kept in the collection <c>mov_migrations</c>;
/// going back drops those indexes, never a document and never an index that was there before.</summary>
internal sealed class MongoModuleDatabase(string module, string database, IReadOnlyList<MongoStep> steps, MongoDatabases databases, TimeProvider time) : IModuleDatabase
{
    private const string Applied = "mov_migrations";
    private const string BeforeTheFirst = "0";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    public string Module => module;

    public string Database => database;

    public Task<IReadOnlyList<string>> FindObstaclesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public async Task<IReadOnlyList<MigrationState>> ReadMigrationsAsync(CancellationToken cancellationToken)
    {
        var applied = await ReadAppliedAsync(databases.Open(database), cancellationToken);
        return [.. steps.Select(step => new MigrationState(step.Name, applied.ContainsKey(step.Name)))];
    }

    public async Task<IReadOnlyList<string>> MigrateAsync(string? target, CancellationToken cancellationToken)
    {
        var mongo = databases.OpenPatiently(database);
        var count = CountUpTo(target);
        var applied = await ReadAppliedAsync(mongo, cancellationToken);
        List<string> done = [];
        foreach (var step in steps.Take(count).Where(step => !applied.ContainsKey(step.Name)))
        {
            await ApplyAsync(mongo, step, cancellationToken);
            done.Add($"applied {step.Name} to {database}");
        }

        foreach (var step in steps.Skip(count).Reverse().Where(step => applied.ContainsKey(step.Name)))
        {
            await UndoAsync(mongo, step, applied[step.Name], cancellationToken);
            done.Add($"undid {step.Name} in {database}");
        }

        return done;
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await databases.CircuitOf(database).RunAsync(async () =>
            {
                await databases.Open(database).RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), ReadPreference.Primary, cancellationToken);
                return true;
            });
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    // As EF Core takes them: the whole name, or what follows the time.
    private int CountUpTo(string? target)
    {
        if (target is null or BeforeTheFirst)
        {
            return target is null ? steps.Count : 0;
        }

        var found = steps.Index().Where(step =>
            string.Equals(step.Item.Name, target, StringComparison.OrdinalIgnoreCase)
            || string.Equals(step.Item.Name[(step.Item.Name.IndexOf('_', StringComparison.Ordinal) + 1)..], target, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1
            ? found[0].Index + 1
            : throw new InvalidOperationException($"There is no migration '{target}' of {database}. There are: {string.Join(", ", steps.Select(step => step.Name))}.");
    }

    private async Task ApplyAsync(IMongoDatabase mongo, MongoStep step, CancellationToken cancellationToken)
    {
        BsonArray made = [];
        foreach (var index in step.Indexes)
        {
            var collection = mongo.GetCollection<BsonDocument>(index.Collection);
            if (!await HasAsync(collection, index, cancellationToken))
            {
                await collection.Indexes.CreateOneAsync(index.ToModel(), options: null, cancellationToken);
                made.Add(new BsonDocument { ["collection"] = index.Collection, ["name"] = index.Name });
            }
        }

        await mongo.GetCollection<BsonDocument>(Applied).InsertOneAsync(
            new BsonDocument { ["_id"] = step.Name, ["appliedAt"] = time.UtcMilliseconds(), ["made"] = made }, options: null, cancellationToken);
    }

    private static async Task UndoAsync(IMongoDatabase mongo, MongoStep step, BsonDocument applied, CancellationToken cancellationToken)
    {
        foreach (var index in applied["made"].AsBsonArray.Select(made => made.AsBsonDocument))
        {
            var collection = mongo.GetCollection<BsonDocument>(index["collection"].AsString);
            if ((await ListAsync(collection, cancellationToken)).Exists(there => there["name"] == index["name"]))
            {
                await collection.Indexes.DropOneAsync(index["name"].AsString, cancellationToken);
            }
        }

        await mongo.GetCollection<BsonDocument>(Applied).DeleteOneAsync(Where.Eq("_id", step.Name), cancellationToken);
    }

    // Another client's index over the same keys does as well, whatever its name; a unique one must be ours.
    private static async Task<bool> HasAsync(IMongoCollection<BsonDocument> collection, MongoIndex index, CancellationToken cancellationToken) =>
        (await ListAsync(collection, cancellationToken)).Exists(there => there["name"] == index.Name || (!index.Unique && index.Only is null && SameKeys(there, index)));

    private static bool SameKeys(BsonDocument there, MongoIndex index) =>
        !there.Contains("partialFilterExpression")
        && there["key"].AsBsonDocument.Select(key => (key.Name, Direction: key.Value.IsNumeric ? key.Value.ToInt32() : 0)).SequenceEqual(index.Keys.Select(key => (key.Name, 1)));

    private static async Task<List<BsonDocument>> ListAsync(IMongoCollection<BsonDocument> collection, CancellationToken cancellationToken) =>
        await (await collection.Indexes.ListAsync(cancellationToken)).ToListAsync(cancellationToken);

    private static async Task<Dictionary<string, BsonDocument>> ReadAppliedAsync(IMongoDatabase mongo, CancellationToken cancellationToken) =>
        (await mongo.GetCollection<BsonDocument>(Applied).Find(Where.Empty).ToListAsync(cancellationToken)).ToDictionary(step => step["_id"].AsString, StringComparer.Ordinal);
}
