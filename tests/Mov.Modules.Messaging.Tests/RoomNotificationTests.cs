using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
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
}

public sealed class RoomNotificationsOnSqlite() : RoomNotificationTests(StorageMode.Embedded);

public sealed class RoomNotificationsOnMongo() : RoomNotificationTests(StorageMode.Servers);
