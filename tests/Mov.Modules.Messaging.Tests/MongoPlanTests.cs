using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public sealed class MongoPlanTests
{
    // Enough of them that an index over the time alone does not do.
    private const int Rooms = 30;

    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_query_of_the_pages_is_served_in_order_by_an_index_and_reads_only_what_it_returns()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        var messages = Collection(app, "mov_chat", "messages");
        var notifications = Collection(app, "mov_notifications", "notifications");
        await messages.InsertManyAsync(Enumerable.Range(1, 6000).Select(number => Message(number).ToDocument()), options: null, Cancellation);
        await notifications.InsertManyAsync(Enumerable.Range(1, 6000).Select(number => Notice(number).ToDocument()), options: null, Cancellation);
        var at = Message(3000).Key;
        var from = Notice(3000).Key;

        await ServedAsync(messages, MongoMessageStore.History(Meetup, null, HistoryDirection.Older), MongoMessageStore.HistoryIndex);
        await ServedAsync(messages, MongoMessageStore.History(Meetup, at, HistoryDirection.Older), MongoMessageStore.HistoryIndex);
        await ServedAsync(messages, MongoMessageStore.History(Meetup, at, HistoryDirection.Newer), MongoMessageStore.HistoryIndex);
        await ServedAsync(messages, MongoMessageStore.SentSince(Ada, Noon.AddSeconds(10)), MongoMessageStore.PaceIndex);
        await ServedAsync(messages, MongoMessageStore.Pinned(Meetup), MongoMessageStore.PinIndex);
        await ServedAsync(notifications, MongoNotificationStore.List(Ada, unreadOnly: false, null), MongoNotificationStore.ListIndex);
        await ServedAsync(notifications, MongoNotificationStore.List(Ada, unreadOnly: false, new NotificationKey(from.CreatedAt, from.Id)), MongoNotificationStore.ListIndex);
        await ServedAsync(notifications, MongoNotificationStore.List(Ada, unreadOnly: true, null), MongoNotificationStore.UnreadIndex);
        await ServedAsync(notifications, MongoNotificationStore.List(Ada, unreadOnly: true, new NotificationKey(from.CreatedAt, from.Id)), MongoNotificationStore.UnreadIndex);
    }

    [Fact]
    public async Task Every_look_up_of_one_thing_is_served_by_an_index_that_knows_it()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        var (messages, notifications) = (Collection(app, "mov_chat", "messages"), Collection(app, "mov_notifications", "notifications"));
        var (visits, preferences) = (Collection(app, "mov_chat", MongoVisitStore.Collection), Collection(app, "mov_notifications", MongoPreferenceStore.Collection));
        await messages.InsertManyAsync(Enumerable.Range(1, 3000).Select(number => (Message(number) with { ClientId = $"c{number}" }).ToDocument()), options: null, Cancellation);
        await notifications.InsertManyAsync(Enumerable.Range(1, 3000).Select(number => (Notice(number) with { Room = 1 + number, ToldThrough = 1 }).ToDocument()), options: null, Cancellation);
        await app.Get<IVisitStore>().AdvanceAsync(Meetup, [.. Enumerable.Range(1, 3000)], Message(1).Key, Cancellation);
        await preferences.InsertManyAsync(Enumerable.Range(1, 3000).Select(number => new BsonDocument("_id", ObjectIds.ToReference(number))), options: null, Cancellation);

        await OneAsync(messages, MongoMessageStore.Sent(Ada, "c7"), "senderId_1_clientId_1");
        await OneAsync(messages, Builders<BsonDocument>.Filter.Eq("_id", Message(7).Id), "_id_");
        await OneAsync(visits, MongoVisitStore.Of(Meetup, [7]), "_id_");
        await OneAsync(preferences, MongoPreferenceStore.Of([7]), "_id_");
        await OneAsync(notifications, Builders<BsonDocument>.Filter.Eq("_id", Notice(31).Id) & MongoNotificationStore.UnreadOf(1001), "_id_");
        await OneAsync(notifications, MongoNotificationStore.InRoom(61, [Ada]), "room_1_userId_1", MongoNotificationStore.RoomIndex);
        // Counted to a limit, by the index that lists them.
        await FoundAsync(notifications, (MongoNotificationStore.UnreadOf(Ada), Builders<BsonDocument>.Sort.Descending("createdAt").Descending("_id")), MongoNotificationStore.UnreadIndex, atMost: 36);
    }

    [Fact]
    public async Task Every_query_of_the_dispatchers_is_served_by_an_index_of_what_waits()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        var messages = Collection(app, "mov_chat", "messages");
        var mails = Collection(app, "mov_notifications", "mails");
        await messages.InsertManyAsync(
            Enumerable.Range(1, 6000).Select(number => (Message(number) with { Number = number, Pending = number % 10 == 0 ? Noon.AddSeconds(number) : null }).ToDocument()), options: null, Cancellation);
        await mails.InsertManyAsync(Enumerable.Range(1, 6000).Select(number => Mail(number).ToDocument()), options: null, Cancellation);

        // MongoDB has these in order, too; DocumentDB, which the tests may run on, reads and sorts all that wait, a tenth of what is there.
        await FoundAsync(messages, MongoPendingRooms.DueAt(Noon.AddSeconds(3000)), MongoPendingRooms.PendingIndex, atMost: 600);
        await FoundAsync(mails, MongoMailQueue.DueAt(Noon.AddSeconds(3000)), MongoMailQueue.DueIndex, atMost: 600);
        await ServedAsync(messages, MongoMessageStore.Tail(Meetup), MongoPendingRooms.NumberIndex);
    }

    private static async Task ServedAsync(IMongoCollection<BsonDocument> collection, (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) query, BsonDocument hint)
    {
        // Those of equal time that the keyset leaves out are read, too.
        var winning = await FoundAsync(collection, query, hint, atMost: 36);
        Assert.DoesNotContain("SORT", winning, StringComparison.Ordinal);
    }

    private static async Task OneAsync(IMongoCollection<BsonDocument> collection, FilterDefinition<BsonDocument> filter, string index, BsonDocument? hint = null)
    {
        BsonDocument find = new() { ["find"] = collection.CollectionNamespace.CollectionName, ["filter"] = Render(collection, filter) };
        if (hint is not null)
        {
            find["hint"] = hint;
        }

        var plan = await ExplainAsync(collection, find);

        var winning = plan["queryPlanner"]["winningPlan"].ToJson();
        Assert.True(winning.Contains($"\"{index}\"", StringComparison.Ordinal), $"Not by {index}: {winning}");
        Assert.Equal((1, 1), (plan["executionStats"]["nReturned"].ToInt32(), plan["executionStats"]["totalDocsExamined"].ToInt32()));
    }

    private static BsonDocument Render(IMongoCollection<BsonDocument> collection, FilterDefinition<BsonDocument> filter) =>
        filter.Render(new RenderArgs<BsonDocument>(collection.DocumentSerializer, collection.Settings.SerializerRegistry));

    private static Task<BsonDocument> ExplainAsync(IMongoCollection<BsonDocument> collection, BsonDocument find) =>
        collection.Database.RunCommandAsync<BsonDocument>(new BsonDocument { ["explain"] = find, ["verbosity"] = "executionStats" }, readPreference: null, Cancellation);

    private static async Task<string> FoundAsync(
        IMongoCollection<BsonDocument> collection, (FilterDefinition<BsonDocument> Filter, SortDefinition<BsonDocument> Sort) query, BsonDocument hint, int atMost)
    {
        var rendering = new RenderArgs<BsonDocument>(collection.DocumentSerializer, collection.Settings.SerializerRegistry);
        BsonDocument find = new()
        {
            ["find"] = collection.CollectionNamespace.CollectionName,
            ["filter"] = Render(collection, query.Filter),
            ["sort"] = query.Sort.Render(rendering),
            ["limit"] = 31,
            ["hint"] = hint,
        };
        var plan = await ExplainAsync(collection, find);

        var index = string.Join('_', hint.Names.Select(name => name + "_1"));
        var winning = plan["queryPlanner"]["winningPlan"].ToJson();
        Assert.True(winning.Contains($"\"{index}\"", StringComparison.Ordinal), $"Not by {index}: {winning}");
        Assert.DoesNotContain("COLLSCAN", winning, StringComparison.Ordinal);
        Assert.Equal(31, plan["executionStats"]["nReturned"].ToInt32());
        Assert.InRange(plan["executionStats"]["totalDocsExamined"].ToInt32(), 31, atMost);
        return winning;
    }

    private static StoredMessage Message(int number) => new()
    {
        Id = ObjectIds.Derive("message", number),
        EventId = number % Rooms == 0 ? Meetup : 1000 + (number % Rooms),
        SenderId = Ada,
        SenderRole = SenderRoles.Participant,
        Message = "x",
        Timestamp = Noon.AddSeconds(number / (4 * Rooms)),
        CreatedAt = Noon,
        UpdatedAt = Noon,
        PinnedAt = number / Rooms % 4 == 0 ? Noon.AddSeconds(number) : null,
    };

    private static QueuedMail Mail(int number) => new()
    {
        Id = ObjectIds.Derive("mail", number),
        UserId = Ada,
        Type = NotificationTypes.Registration,
        Data = new NotificationData(Meetup, "Bread", "x"),
        CreatedAt = Noon,
        Due = number % 10 == 0 ? Noon.AddSeconds(number) : null,
    };

    private static StoredNotification Notice(int number) => new()
    {
        Id = ObjectIds.Derive("notice", number),
        UserId = number % Rooms == 0 ? Ada : 1000 + (number % Rooms),
        Type = NotificationTypes.Registration,
        Data = new NotificationData(Meetup, "Bread", "x"),
        Read = number / Rooms % 2 == 0,
        CreatedAt = Noon.AddSeconds(number / (4 * Rooms)),
    };

    private static IMongoCollection<BsonDocument> Collection(MessagingApp app, string database, string collection) =>
        app.Get<MongoDatabases>().Open(database).GetCollection<BsonDocument>(collection);
}
