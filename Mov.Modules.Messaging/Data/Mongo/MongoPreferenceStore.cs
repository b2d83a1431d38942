using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>A document per person who chose something: <c>{ _id: the person's reference, channels: { TYPE: "app" | "email" | "both" | "off" }, updatedAt }</c>.</summary>
internal sealed class MongoPreferenceStore(MongoDatabases databases) : IPreferenceStore
{
    public const string Collection = "preferences";
    private const string Id = "_id";
    private const string Channels = "channels";
    private const string UpdatedAt = "updatedAt";

    private readonly IMongoCollection<BsonDocument> _preferences = databases.Open(DatabaseNames.Notifications).GetCollection<BsonDocument>(Collection);
    private readonly StoreCircuit _circuit = databases.CircuitOf(DatabaseNames.Notifications);

    public Task<IReadOnlyDictionary<int, IReadOnlyDictionary<string, NotificationChannels>>> FindAsync(
        IReadOnlyCollection<int> userIds, CancellationToken cancellationToken) => _circuit.RunAsync<IReadOnlyDictionary<int, IReadOnlyDictionary<string, NotificationChannels>>>(async () =>
    {
        var found = await _preferences.Find(Of(userIds)).ToListAsync(cancellationToken);
        return found.ToDictionary(document => document.KeyOf(Id) ?? 0, Read);
    });

    public Task SaveAsync(int userId, IReadOnlyDictionary<string, NotificationChannels> chosen, DateTime now, CancellationToken cancellationToken) => _circuit.RunAsync(async () =>
    {
        var update = Builders<BsonDocument>.Update.Set(UpdatedAt, now);
        foreach (var (type, channels) in chosen)
        {
            update = update.Set($"{Channels}.{type}", channels.ToStored());
        }

        await _preferences.UpdateOneAsync(
            Builders<BsonDocument>.Filter.Eq(Id, ObjectIds.ToReference(userId)), update, new UpdateOptions { IsUpsert = true }, cancellationToken);
    });

    internal static FilterDefinition<BsonDocument> Of(IReadOnlyCollection<int> userIds) => Builders<BsonDocument>.Filter.In(Id, userIds.Select(ObjectIds.ToReference));

    private static IReadOnlyDictionary<string, NotificationChannels> Read(BsonDocument document)
    {
        Dictionary<string, NotificationChannels> chosen = new(StringComparer.Ordinal);
        foreach (var choice in document.TryGetValue(Channels, out var value) && value.IsBsonDocument ? value.AsBsonDocument : [])
        {
            if (StoredChannels.FromStored(choice.Value.IsString ? choice.Value.AsString : null) is { } channels)
            {
                chosen[choice.Name] = channels;
            }
        }

        return chosen;
    }
}
