using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Messaging.Chat;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public abstract class RoomNotificationTests(StorageMode mode)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_notifies_the_organizer_and_those_with_a_seat_but_not_its_sender()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough for the impatient", enrolled: [Ada, Ben], waiting: [Cleo]);

        await app.SendAsync(Ben, "Is there parking?");
        await app.TellAsync();

        Assert.Equal("Ben wrote in Sourdough for the impatient", Assert.Single(await app.NotificationsOf(Olga)).Message);
        var told = Assert.Single(await app.NotificationsOf(Ada));
        Assert.Equal((NotificationTypes.Message, (int?)Meetup, "Sourdough for the impatient", false), (told.Type, told.EventId, told.EventTitle, told.Read));
        Assert.Empty(await app.NotificationsOf(Ben));
        Assert.Empty(await app.NotificationsOf(Cleo));
        Assert.Contains(new LiveUpdate(LiveTopics.Notifications(Ada), ""), app.Live.Told);
        Assert.Equal(0, await app.Messages.CountPendingAsync(Cancellation));
    }

    [Fact]
    public async Task A_busy_room_is_one_unread_notification_that_counts_what_others_wrote_since()
    {
        await using var app = await StartAsync(mode);

        await app.SendAsync(Ben, "one");
        await app.TellAsync();
        await app.SendAsync(Ada, "two");
        await app.SendAsync(Ben, "three");
        await app.TellAsync();

        Assert.Equal("2 new messages in Sourdough for the impatient", Assert.Single(await app.NotificationsOf(Ada)).Message);
        Assert.Equal("Ada wrote in Sourdough for the impatient", Assert.Single(await app.NotificationsOf(Ben)).Message);
        Assert.Equal("3 new messages in Sourdough for the impatient", Assert.Single(await app.NotificationsOf(Olga)).Message);
    }

    [Fact]
    public async Task What_was_written_after_reading_is_a_new_notification_that_counts_from_there()
    {
        await using var app = await StartAsync(mode);
        await app.SendAsync(Ben, "one");
        await app.SendAsync(Ben, "two");
        await app.TellAsync();
        var first = Assert.Single(await app.NotificationsOf(Ada));

        await app.Notifications.MarkReadAsync(Ada, first.Id, Cancellation);
        await app.SendAsync(Ben, "three");
        await app.TellAsync();

        Assert.Equal(
            [("Ben wrote in Sourdough for the impatient", false), ("2 new messages in Sourdough for the impatient", true)],
            (await app.NotificationsOf(Ada)).Select(notification => (notification.Message, notification.Read)));
    }

    [Fact]
    public async Task Told_by_many_at_once_everyone_has_one_notification_with_the_right_count()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [Ada, Ben, .. Enumerable.Range(100, 40)]);
        for (var round = 0; round < 3; round++)
        {
            await app.SendAsync(Ben, "Anyone?");
            await app.SendAsync(Ada, "Me!");
            var pending = await app.Messages.ClaimRoomAsync(DateTime.MaxValue, DateTime.MaxValue, DateTime.MaxValue, Cancellation);

            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TellAsync(app, pending!)));
        }

        foreach (var (person, count) in ((int, int)[])[(Olga, 6), (Ada, 3), (Ben, 3), (100, 6), (139, 6)])
        {
            var told = Assert.Single(await app.NotificationsOf(person));
            Assert.Equal($"{count} new messages in Sourdough", told.Message);
        }
    }

    [Fact]
    public async Task Telling_that_broke_off_after_somebody_read_tells_that_person_nothing_twice()
    {
        await using var app = await StartAsync(mode);
        await app.SendAsync(Ben, "one");
        await app.SendAsync(Ben, "two");
        var pending = await app.Messages.ClaimRoomAsync(app.Time.GetUtcNow().UtcDateTime, app.Time.GetUtcNow().UtcDateTime, app.Time.GetUtcNow().UtcDateTime, Cancellation);
        await TellAsync(app, pending!);
        await app.Notifications.MarkAllReadAsync(Ada, Cancellation);

        await TellAsync(app, pending!);
        await TellAsync(app, pending! with { FirstNumber = 2 });

        Assert.True(Assert.Single(await app.NotificationsOf(Ada)).Read);
        Assert.Single(await app.NotificationsOf(Olga));
    }

    [Fact]
    public async Task A_message_stored_late_by_an_instance_whose_clock_is_behind_is_told_all_the_same()
    {
        await using var app = await StartAsync(mode);
        var first = await app.SendAsync(Ben, "on time");
        await app.TellAsync();
        await app.Notifications.MarkAllReadAsync(Ada, Cancellation);

        var behind = (await app.Messages.FindAsync(Meetup, ObjectIds.Parse(first.Id)!.Value, Cancellation))! with
        {
            Id = MongoDB.Bson.ObjectId.GenerateNewId(),
            Timestamp = first.Timestamp.AddSeconds(-30),
            Pending = first.Timestamp.AddSeconds(-30),
            Number = null,
        };
        await app.Messages.AddAsync(behind, Cancellation);
        await app.TellAsync();

        Assert.Equal([false, true], (await app.NotificationsOf(Ada)).Select(one => one.Read).Order());
    }

    [Fact]
    public async Task A_room_that_cannot_be_told_rests_and_keeps_no_other_waiting()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(43, Olga, "Rye", enrolled: [Ada]);
        app.Events.Broken = Meetup;
        await app.SendAsync(Ben, "Broken");
        await app.SendAsync(Ada, "Fine", eventId: 43);

        await app.TellAsync();

        Assert.Equal("Ada wrote in Rye", Assert.Single(await app.NotificationsOf(Olga)).Message);
        Assert.Equal(1, await app.Messages.CountPendingAsync(Cancellation));

        app.Events.Broken = null;
        app.Time.Advance(TimeSpan.FromSeconds(5));
        await app.TellAsync();
        Assert.Equal(2, (await app.NotificationsOf(Olga)).Count);
    }

    [Fact]
    public async Task The_text_of_a_message_is_in_no_notification()
    {
        await using var app = await StartAsync(mode);
        await app.SendAsync(Ben, "my door code is 4711");
        await app.TellAsync();

        Assert.DoesNotContain("4711", Assert.Single(await app.NotificationsOf(Ada)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_wakes_the_dispatcher()
    {
        await using var app = await StartAsync(mode, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Chat:NotifyAfter"] = "0" });
        await app.Dispatcher.StartAsync(Cancellation);
        await app.SendAsync(Ben, "Hello");

        await Eventually.TrueAsync(async _ => (await app.NotificationsOf(Ada)).Count == 1, "Ada is told", Cancellation);
        await app.Dispatcher.StopAsync(Cancellation);
    }

    private static async Task TellAsync(MessagingApp app, PendingRoom pending)
    {
        await using var scope = app.Get<IServiceScopeFactory>().CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RoomFanOut>().TellAsync(pending, Cancellation);
    }
}

public sealed class RoomNotificationsOnSqlite() : RoomNotificationTests(StorageMode.Embedded);

public sealed class RoomNotificationsOnMongo() : RoomNotificationTests(StorageMode.Servers);
