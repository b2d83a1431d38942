using MongoDB.Bson;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Tests;

/// <summary>What both homes of <c>notifications</c> promise.</summary>
public abstract class NotificationStoreTests(StorageMode mode)
{
    private const int Ada = 2;
    private const int Ben = 3;

    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_back_what_it_was_given()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        var full = Notice(1, Ada, Noon.AddMilliseconds(7)) with { Room = 42, SeenThrough = 3, ToldThrough = 5, Data = new NotificationData(42, "Bread & <b>butter</b>", "It's on 🥖", 2, "wrote", "Ada, Ben") };
        var sparse = Notice(2, Ada, Noon) with { Read = true, ReadAt = Noon.AddSeconds(5), Data = new NotificationData(null, null, null) };

        await app.NotificationStore.AddAsync([full, sparse], Cancellation);

        Assert.Equal([full, sparse], await app.NotificationStore.ListAsync(Ada, unreadOnly: false, null, 10, Cancellation));
        Assert.Equal(full, await app.NotificationStore.FindAsync(Ada, full.Id, Cancellation));
        Assert.Null(await app.NotificationStore.FindAsync(Ben, full.Id, Cancellation));
    }

    [Fact]
    public async Task Stores_an_id_once_and_leaves_what_is_there()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        await app.NotificationStore.AddAsync([Notice(1, Ada, Noon), Notice(2, Ada, Noon)], Cancellation);
        await app.NotificationStore.MarkReadAsync(Ada, Id(2), Noon, Cancellation);

        var added = await app.NotificationStore.AddAsync([Notice(1, Ada, Noon), Notice(2, Ada, Noon), Notice(3, Ada, Noon)], Cancellation);

        Assert.Equal(1, added);
        Assert.Equal([(3, false), (2, true), (1, false)], (await app.NotificationStore.ListAsync(Ada, false, null, 10, Cancellation)).Select(one => (ObjectIds.ToKey(one.Id)!.Value, one.Read)));
    }

    [Fact]
    public async Task Pages_over_equal_times_without_losing_or_repeating_any()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        await app.NotificationStore.AddAsync(
            [.. Enumerable.Range(1, 9).Select(number => Notice(number, Ada, number is > 2 and < 8 ? Noon : Noon.AddSeconds(number - 5)) with { Read = number % 3 == 0 })], Cancellation);
        await app.NotificationStore.AddAsync([Notice(10, Ben, Noon)], Cancellation);

        Assert.Equal("9 8 7 6 5 4 3 2 1", await Walk(app, unreadOnly: false));
        Assert.Equal("8 7 5 4 2 1", await Walk(app, unreadOnly: true));
    }

    [Fact]
    public async Task Counts_and_marks_only_the_persons_own()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        await app.NotificationStore.AddAsync([.. Enumerable.Range(1, 12).Select(number => Notice(number, Ada, Noon)), Notice(20, Ben, Noon)], Cancellation);

        Assert.Equal(12, await app.NotificationStore.CountUnreadAsync(Ada, 100, Cancellation));
        Assert.Equal(10, await app.NotificationStore.CountUnreadAsync(Ada, 10, Cancellation));
        Assert.False(await app.NotificationStore.MarkReadAsync(Ben, Id(1), Noon, Cancellation));
        Assert.True(await app.NotificationStore.MarkReadAsync(Ada, Id(1), Noon, Cancellation));
        Assert.False(await app.NotificationStore.MarkReadAsync(Ada, Id(1), Noon, Cancellation));
        Assert.Equal(11, await app.NotificationStore.CountUnreadAsync(Ada, 100, Cancellation));
        Assert.True(await app.NotificationStore.MarkAllReadAsync(Ada, Noon, Cancellation));
        Assert.False(await app.NotificationStore.MarkAllReadAsync(Ada, Noon, Cancellation));
        Assert.Equal((0, 1), (await app.NotificationStore.CountUnreadAsync(Ada, 100, Cancellation), await app.NotificationStore.CountUnreadAsync(Ben, 100, Cancellation)));
    }

    [Fact]
    public async Task A_change_in_a_room_applies_only_to_what_it_was_worked_out_from()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        Task ApplyAsync(params RoomChange[] changes) => app.NotificationStore.ApplyInRoomAsync(changes, Cancellation);
        async Task<StoredNotification> NewestAsync() => (await app.NotificationStore.FindInRoomAsync(42, [Ada, Ben, 9], Cancellation))[Ada];

        var first = InRoom(1, Ada, told: 1);
        await ApplyAsync(new RoomChange(null, first), new RoomChange(null, InRoom(2, Ben, told: 1)));
        Assert.Equal(first, await NewestAsync());
        var counted = first with { ToldThrough = 2, Data = new NotificationData(42, "Bread", "2 new messages", 2) };
        await ApplyAsync(new RoomChange(first, counted));
        Assert.Equal(counted, await NewestAsync());

        await ApplyAsync(new RoomChange(first, first with { ToldThrough = 9 }));
        await ApplyAsync(new RoomChange(null, InRoom(3, Ada, told: 1)));
        await ApplyAsync(RoomChange.Read(first, Noon));
        Assert.Equal(counted, await NewestAsync());

        await ApplyAsync(RoomChange.Read(counted, Noon));
        var read = counted with { Read = true, ReadAt = Noon };
        Assert.Equal(read, await NewestAsync());
        await ApplyAsync(new RoomChange(counted, counted with { ToldThrough = 3 }));
        Assert.Equal(read, await NewestAsync());
        var next = InRoom(4, Ada, told: 3);
        await ApplyAsync(new RoomChange(read, next));
        Assert.Equal(next, await NewestAsync());
        Assert.Null((await app.NotificationStore.FindAsync(Ada, first.Id, Cancellation))!.Room);
        Assert.Equal(1, (await app.NotificationStore.FindInRoomAsync(42, [Ben], Cancellation))[Ben].ToldThrough);
    }

    private static async Task<string> Walk(MessagingApp app, bool unreadOnly)
    {
        List<int> seen = [];
        for (NotificationKey? before = null; ;)
        {
            var page = await app.NotificationStore.ListAsync(Ada, unreadOnly, before, 2, Cancellation);
            if (page.Count == 0)
            {
                return string.Join(' ', seen);
            }

            seen.AddRange(page.Select(one => ObjectIds.ToKey(one.Id)!.Value));
            before = page[^1].Key;
        }
    }

    private static ObjectId Id(int number) => ObjectIds.ToReference(number);

    private static StoredNotification InRoom(int number, int userId, long told) =>
        Notice(number, userId, Noon) with { Type = NotificationTypes.Message, Room = 42, SeenThrough = 0, ToldThrough = told };

    private static StoredNotification Notice(int number, int userId, DateTime at) => new()
    {
        Id = Id(number),
        UserId = userId,
        Type = NotificationTypes.Registration,
        Data = new NotificationData(42, "Bread", $"Notice {number}"),
        CreatedAt = at,
    };
}

public sealed class NotificationsOnSqlite() : NotificationStoreTests(StorageMode.Embedded);

public sealed class NotificationsOnMongo() : NotificationStoreTests(StorageMode.Servers);
