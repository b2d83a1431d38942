using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;
using Mov.Testing.Schema;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

/// <summary>What is in MongoDB is what docs/database-schema.md says, and what another client put there can be used.</summary>
public sealed class MongoSchemaTests
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mov_chat", "messages")]
    [InlineData("mov_notifications", "notifications")]
    public async Task Every_stored_document_has_the_fields_and_types_of_the_document(string database, string collection)
    {
        await using var app = await StartAsync(StorageMode.Servers);
        var message = await app.SendAsync(Olga, "Hello");
        await app.Chat.EditAsync(Meetup, Olga, message.Id, "Hello again", Cancellation);
        await app.TellAsync();
        await app.SendAsync(Ada, "Hello");

        var stored = await Collection(app, database, collection).Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(Cancellation);

        Assert.NotEmpty(stored);
        foreach (var field in SchemaDocument.Load().Database(database).Collection(collection).Fields)
        {
            Assert.All(stored, document => Assert.Equal((field.Path, BsonTypeOf(field.Type)), (field.Path, Find(document, field.Path)?.BsonType)));
        }
    }

    [Theory]
    [InlineData("mov_chat", "messages")]
    [InlineData("mov_notifications", "notifications")]
    public async Task Every_index_of_the_document_is_there_under_the_name_that_MongoDB_gives_it(string database, string collection)
    {
        await using var app = await StartAsync(StorageMode.Servers);

        var indexes = await IndexesAsync(Collection(app, database, collection));

        foreach (var field in SchemaDocument.Load().Database(database).Collection(collection).Indexes)
        {
            Assert.Equal(new BsonDocument(field, 1), indexes[field + "_1"]["key"].AsBsonDocument.ToBsonDocument());
            Assert.False(indexes[field + "_1"].Contains("partialFilterExpression"));
        }
    }

    [Fact]
    public async Task References_are_the_rows_keys_as_object_ids()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        await app.SendAsync(Olga, "Hello");

        var stored = await Collection(app, "mov_chat", "messages").Find(FilterDefinition<BsonDocument>.Empty).SingleAsync(Cancellation);

        Assert.Equal("00000000000000000000002a", stored["eventId"].AsObjectId.ToString());
        Assert.Equal("000000000000000000000001", stored["senderId"].AsObjectId.ToString());
        Assert.Equal(SenderRoles.Organizer, stored["senderRole"].AsString);
    }

    [Fact]
    public async Task Messages_that_another_client_wrote_are_read_edited_and_counted_past()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        // So lately that their sender may still edit them.
        var sentAt = app.Time.GetUtcNow().UtcDateTime.AddMinutes(-1).ToMilliseconds();
        BsonDocument seed = new()
        {
            ["_id"] = ObjectId.GenerateNewId(),
            ["eventId"] = ObjectIds.ToReference(Meetup),
            ["senderId"] = ObjectIds.ToReference(Ada),
            ["senderRole"] = "PARTICIPANT",
            ["message"] = "From elsewhere",
            ["timestamp"] = sentAt,
            ["edited"] = false,
            ["createdAt"] = sentAt,
            ["updatedAt"] = sentAt,
        };
        BsonDocument sparse = new()
        {
            ["_id"] = ObjectId.GenerateNewId(),
            ["eventId"] = ObjectIds.ToReference(Meetup),
            ["senderId"] = ObjectId.Parse("65a0000000000000000000ff"),
            ["senderRole"] = "ORGANIZER",
            ["message"] = "From a stranger",
            ["timestamp"] = sentAt.AddSeconds(1),
        };
        await Collection(app, "mov_chat", "messages").InsertManyAsync([seed, sparse], options: null, Cancellation);

        var read = (await app.Chat.ReadAsync(Meetup, Ben, null, null, Cancellation)).Value.Messages;
        Assert.Equal([("Ada", "From elsewhere", false), ("Unknown sender", "From a stranger", true)], read.Select(message => (message.SenderName, message.Text, message.IsFromOrganizer)));
        Assert.Equal(sentAt.AddSeconds(1), read[1].UpdatedAt);
        Assert.True((await app.Chat.EditAsync(Meetup, Ada, read[0].Id, "Corrected", Cancellation)).Value.Edited);

        await app.SendAsync(Ada, "From here");
        await app.TellAsync();
        Assert.Equal("Ada wrote in Sourdough for the impatient", Assert.Single(await app.NotificationsOf(Ben)).Message);
    }

    [Fact]
    public async Task Notifications_that_another_client_wrote_are_listed_counted_and_marked()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        BsonDocument seed = new()
        {
            ["_id"] = ObjectId.GenerateNewId(),
            ["userId"] = ObjectIds.ToReference(Ada),
            ["type"] = "MESSAGE",
            ["read"] = false,
            ["createdAt"] = Noon,
            ["data"] = new BsonDocument { ["eventId"] = ObjectIds.ToReference(Meetup), ["eventTitle"] = "Sourdough", ["message"] = "Hi", ["mood"] = "good" },
        };
        BsonDocument odd = new()
        {
            ["_id"] = ObjectId.GenerateNewId(),
            ["userId"] = ObjectIds.ToReference(Ada),
            ["type"] = "BIRTHDAY",
            ["read"] = false,
            ["createdAt"] = Noon.AddSeconds(1),
            ["data"] = new BsonDocument { ["eventId"] = "42", ["message"] = 7 },
        };
        BsonDocument bare = new() { ["_id"] = ObjectId.GenerateNewId(), ["userId"] = ObjectIds.ToReference(Ada), ["type"] = "OTHER", ["read"] = false, ["createdAt"] = Noon.AddSeconds(2) };
        await Collection(app, "mov_notifications", "notifications").InsertManyAsync([seed, odd, bare, seed.DeepClone().AsBsonDocument.Set("_id", ObjectId.GenerateNewId())], options: null, Cancellation);

        Assert.Equal(4, await app.Notifications.CountUnreadAsync(Ada, Cancellation));
        Assert.Equal(
            [(null, "Something happened"), (null, "Something happened"), (Meetup, "Hi"), (Meetup, "Hi")],
            (await app.NotificationsOf(Ada)).Select(one => (one.EventId, one.Message)));
        Assert.True((await app.Notifications.MarkReadAsync(Ada, odd["_id"].AsObjectId.ToString(), Cancellation)).Value.Read);
        Assert.True((await app.Notifications.MarkAllReadAsync(Ada, Cancellation)).IsSuccess);
        Assert.Equal(0, await app.Notifications.CountUnreadAsync(Ada, Cancellation));
    }

    [Fact]
    public async Task Migrating_says_what_it_did_goes_back_without_touching_documents_and_keeps_indexes_of_others()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        var database = app.Get<IEnumerable<IModuleDatabase>>().Single(one => one.Database == DatabaseNames.Chat);
        var messages = Collection(app, "mov_chat", "messages");
        string[] steps = [.. MongoSteps.Chat.Select(step => step.Name)];
        await app.SendAsync(Ada, "Hello");

        Assert.Empty(await database.MigrateAsync(null, Cancellation));
        Assert.Equal(steps.Reverse().Select(step => $"undid {step} in mov_chat"), await database.MigrateAsync("0", Cancellation));
        Assert.Equal(["_id_"], (await IndexesAsync(messages)).Keys);
        Assert.All(await database.ReadMigrationsAsync(Cancellation), migration => Assert.False(migration.Applied));
        Assert.Equal(1, await messages.CountDocumentsAsync(FilterDefinition<BsonDocument>.Empty, options: null, Cancellation));

        await messages.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(new BsonDocument("eventId", 1), new CreateIndexOptions { Name = "theirs" }), options: null, Cancellation);
        Assert.Equal([$"applied {steps[0]} to mov_chat"], await database.MigrateAsync("SeedIndexes", Cancellation));
        Assert.Equal(steps.Skip(1).Select(step => $"applied {step} to mov_chat"), await database.MigrateAsync(null, Cancellation));
        Assert.DoesNotContain("eventId_1", (await IndexesAsync(messages)).Keys);
        await database.MigrateAsync("0", Cancellation);
        Assert.Equal(["_id_", "theirs"], (await IndexesAsync(messages)).Keys.Order(StringComparer.Ordinal));
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.MigrateAsync("Nonsense", Cancellation));
    }

    private static IMongoCollection<BsonDocument> Collection(MessagingApp app, string database, string collection) =>
        app.Get<MongoDatabases>().Open(database).GetCollection<BsonDocument>(collection);

    private static async Task<Dictionary<string, BsonDocument>> IndexesAsync(IMongoCollection<BsonDocument> collection) =>
        (await (await collection.Indexes.ListAsync(Cancellation)).ToListAsync(Cancellation)).ToDictionary(index => index["name"].AsString, StringComparer.Ordinal);

    private static BsonValue? Find(BsonDocument document, string path) =>
        path.Split('.').Aggregate((BsonValue?)document, (value, name) => value is BsonDocument inner && inner.TryGetValue(name, out var found) ? found : null);

    private static BsonType BsonTypeOf(string documented) => documented switch
    {
        "ObjectId" => BsonType.ObjectId,
        "String" => BsonType.String,
        "Date" => BsonType.DateTime,
        "Boolean" => BsonType.Boolean,
        "Object" => BsonType.Document,
        _ => throw new ArgumentOutOfRangeException(nameof(documented), documented, "A type that the document did not have before."),
    };
}
