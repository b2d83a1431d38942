using Ardalis.Result;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public abstract class NotificationCenterTests(StorageMode mode)
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_30_a_page_newest_first_also_where_times_are_equal()
    {
        await using var app = await StartAsync(mode);
        await app.NotificationStore.AddAsync([.. Enumerable.Range(1, 70).Select(number => Notice(number, Ada, Noon.AddSeconds(number / 5)))], Cancellation);

        var first = (await app.Notifications.ListAsync(Ada, unreadOnly: false, null, Cancellation)).Value;
        var second = (await app.Notifications.ListAsync(Ada, unreadOnly: false, first.Items[^1].Id, Cancellation)).Value;
        var third = (await app.Notifications.ListAsync(Ada, unreadOnly: false, second.Items[^1].Id, Cancellation)).Value;

        Assert.Equal((30, 30, 10), (first.Items.Count, second.Items.Count, third.Items.Count));
        Assert.Equal((true, true, false), (first.HasOlder, second.HasOlder, third.HasOlder));
        Assert.Equal(
            Enumerable.Range(1, 70).Reverse().Select(number => $"Notice {number}"),
            first.Items.Concat(second.Items).Concat(third.Items).Select(one => one.Message));
    }

    [Fact]
    public async Task The_unread_ones_alone_and_their_number_up_to_100()
    {
        await using var app = await StartAsync(mode);
        await app.NotificationStore.AddAsync([.. Enumerable.Range(1, 130).Select(number => Notice(number, Ada, Noon.AddSeconds(number)) with { Read = number % 13 == 0 })], Cancellation);

        Assert.Equal(100, await app.Notifications.CountUnreadAsync(Ada, Cancellation));
        Assert.Equal(0, await app.Notifications.CountUnreadAsync(Ben, Cancellation));
        var unread = (await app.Notifications.ListAsync(Ada, unreadOnly: true, null, Cancellation)).Value;
        Assert.All(unread.Items, one => Assert.False(one.Read));
        Assert.Equal("Notice 129", unread.Items[0].Message);
    }

    [Fact]
    public async Task The_number_of_unread_ones_is_counted_anew_when_something_changed_or_may_have()
    {
        await using var app = await StartAsync(mode);
        Assert.Equal(0, await app.Notifications.CountUnreadAsync(Ada, Cancellation));

        // Behind the module's back: nobody tells.
        await app.NotificationStore.AddAsync([Notice(1, Ada, Noon)], Cancellation);
        Assert.Equal(0, await app.Notifications.CountUnreadAsync(Ada, Cancellation));
        app.Live.Publish(LiveTopics.Notifications(Ben));
        Assert.Equal(0, await app.Notifications.CountUnreadAsync(Ada, Cancellation));
        app.Live.Publish(LiveTopics.Notifications(Ada));
        Assert.Equal(1, await app.Notifications.CountUnreadAsync(Ada, Cancellation));

        await app.NotificationStore.AddAsync([Notice(2, Ada, Noon)], Cancellation);
        app.Live.MayHaveMissed();
        Assert.Equal(2, await app.Notifications.CountUnreadAsync(Ada, Cancellation));
    }

    [Fact]
    public async Task One_marks_and_pages_by_ones_own_notifications_only()
    {
        await using var app = await StartAsync(mode);
        await app.NotificationStore.AddAsync([Notice(1, Ada, Noon), Notice(2, Ada, Noon), Notice(3, Ben, Noon)], Cancellation);
        var theirs = ObjectIds.ToReference(3).ToString();

        foreach (var wrong in (string[])[theirs, "", "1", "zzzzzzzzzzzzzzzzzzzzzzzz", ObjectIds.ToReference(99).ToString()])
        {
            Assert.Equal(ResultStatus.NotFound, (await app.Notifications.MarkReadAsync(Ada, wrong, Cancellation)).Status);
            Assert.Equal(ResultStatus.NotFound, (await app.Notifications.ListAsync(Ada, false, wrong, Cancellation)).Status);
        }

        var marked = (await app.Notifications.MarkReadAsync(Ada, ObjectIds.ToReference(1).ToString(), Cancellation)).Value;
        Assert.Equal((true, Meetup), (marked.Read, marked.EventId));
        Assert.True((await app.Notifications.MarkReadAsync(Ada, marked.Id, Cancellation)).Value.Read);
        Assert.True((await app.Notifications.MarkAllReadAsync(Ada, Cancellation)).IsSuccess);
        Assert.True((await app.Notifications.MarkAllReadAsync(Ada, Cancellation)).IsSuccess);

        // Told only when something changed: the one, then the other.
        Assert.Equal(Enumerable.Repeat(new LiveUpdate(LiveTopics.Notifications(Ada), ""), 2), app.Live.Told);
        Assert.Equal((0, 1), (await app.Notifications.CountUnreadAsync(Ada, Cancellation), await app.Notifications.CountUnreadAsync(Ben, Cancellation)));
    }

    private static StoredNotification Notice(int number, int userId, DateTime at) => new()
    {
        Id = ObjectIds.ToReference(number),
        UserId = userId,
        Type = NotificationTypes.Registration,
        Data = new NotificationData(Meetup, "Bread", $"Notice {number}"),
        CreatedAt = at,
    };
}

public sealed class NotificationCenterOnSqlite() : NotificationCenterTests(StorageMode.Embedded);

public sealed class NotificationCenterOnMongo() : NotificationCenterTests(StorageMode.Servers);
