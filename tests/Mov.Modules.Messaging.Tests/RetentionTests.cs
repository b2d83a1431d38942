using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public sealed class RetentionTests
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_a_file_what_was_read_long_ago_goes_and_nothing_else()
    {
        await using var app = await StartAsync(StorageMode.Embedded);
        var retention = app.Get<IRetention>();
        await app.NotificationStore.AddAsync(
            [
                .. Enumerable.Range(1, 1200).Select(number => Notice(number, readAt: Noon.AddDays(-181))),
                Notice(2000, readAt: Noon.AddDays(-179)),
                Notice(2001, readAt: null),
            ],
            Cancellation);

        await retention.ApplyAsync(TimeSpan.FromDays(180), Noon, Cancellation);
        Assert.Equal(2, (await app.NotificationsOf(Ada)).Count);
        await retention.ApplyAsync(TimeSpan.FromDays(90), Noon, Cancellation);
        Assert.False(Assert.Single(await app.NotificationsOf(Ada)).Read);
    }

    [Fact]
    public async Task In_a_file_sent_mails_are_forgotten_after_a_month_and_waiting_ones_never()
    {
        await using var app = await StartAsync(StorageMode.Embedded);
        await app.MailQueue.AddAsync([Mail(1), Mail(2)], Cancellation);
        await app.MailQueue.SettleAsync(Mail(1).Id, MailOutcome.Sent, Noon, Cancellation);

        await app.Get<IRetention>().ApplyAsync(TimeSpan.FromDays(180), Noon.AddDays(29), Cancellation);
        await app.MailQueue.AddAsync([Mail(1)], Cancellation);
        Assert.Equal(1, (await app.MailQueue.CountAsync(Cancellation)).Waiting);
        await app.Get<IRetention>().ApplyAsync(TimeSpan.FromDays(180), Noon.AddDays(31), Cancellation);
        await app.MailQueue.AddAsync([Mail(1)], Cancellation);
        Assert.Equal(2, (await app.MailQueue.CountAsync(Cancellation)).Waiting);
    }

    [Fact]
    public async Task On_MongoDB_an_index_deletes_and_its_time_follows_the_settings()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        var notifications = app.Get<MongoDatabases>().Open(DatabaseNames.Notifications).GetCollection<BsonDocument>(NotificationDocuments.Collection);
        Assert.Equal(180 * 24 * 3600, await SecondsAsync(notifications));

        await app.Get<IRetention>().ApplyAsync(TimeSpan.FromDays(90), Noon, Cancellation);
        Assert.Equal(90 * 24 * 3600, await SecondsAsync(notifications));
        await app.Get<IRetention>().ApplyAsync(TimeSpan.FromDays(90), Noon, Cancellation);
        Assert.Equal(90 * 24 * 3600, await SecondsAsync(notifications));
    }

    [Fact]
    public async Task MongoDB_lets_what_was_read_long_ago_go_by_itself_and_nothing_else()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        var now = DateTime.UtcNow;
        await app.NotificationStore.AddAsync([Notice(1, readAt: now.AddDays(-181)), Notice(2, readAt: now.AddDays(-179)), Notice(3, readAt: null)], Cancellation);

        // MongoDB looks once a minute.
        await Eventually.GetAsync(_ => app.NotificationsOf(Ada), left => left.Count < 3, "the server deletes", Cancellation, TimeSpan.FromMinutes(3));
        Assert.Equal(["Notice 3", "Notice 2"], (await app.NotificationsOf(Ada)).Select(one => one.Message).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_another_client_marked_as_read_has_its_time_from_when_it_was_found()
    {
        await using var app = await StartAsync(StorageMode.Servers);
        await app.NotificationStore.AddAsync([Notice(1, readAt: null) with { Read = true }, Notice(2, readAt: null)], Cancellation);

        await app.Get<IRetention>().ApplyAsync(TimeSpan.FromDays(180), Noon, Cancellation);

        Assert.Equal(Noon, (await app.NotificationStore.FindAsync(Ada, ObjectIds.ToReference(1), Cancellation))!.ReadAt);
        Assert.Null((await app.NotificationStore.FindAsync(Ada, ObjectIds.ToReference(2), Cancellation))!.ReadAt);
    }

    private static async Task<int> SecondsAsync(IMongoCollection<BsonDocument> collection) =>
        (await (await collection.Indexes.ListAsync(Cancellation)).ToListAsync(Cancellation)).Single(index => index["name"] == "readAt_1")["expireAfterSeconds"].ToInt32();

    private static QueuedMail Mail(int number) => new()
    {
        Id = ObjectIds.ToReference(number),
        UserId = Ada,
        Type = NotificationTypes.Registration,
        Data = new NotificationData(Meetup, "Bread", "x"),
        CreatedAt = Noon,
        Due = Noon,
    };

    private static StoredNotification Notice(int number, DateTime? readAt) => new()
    {
        Id = ObjectIds.ToReference(number),
        UserId = Ada,
        Type = NotificationTypes.Registration,
        Data = new NotificationData(Meetup, "Bread", $"Notice {number}"),
        Read = readAt is not null,
        ReadAt = readAt,
        CreatedAt = Noon.AddDays(-200),
    };
}
