using MongoDB.Bson;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

/// <summary>Whoever looks into a room needs no bell for it.</summary>
public abstract class RoomVisitTests(StorageMode mode)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_saw_a_message_before_being_told_is_told_nothing()
    {
        await using var app = await StartAsync(mode);
        await app.ChooseAsync(Ada, NotificationTypes.Message, NotificationChannels.App | NotificationChannels.Email);
        var message = await app.SendAsync(Ben, "Is there parking?");

        await LookAsync(app, Ada, message);
        await app.TellAsync();
        app.Time.Advance(TimeSpan.FromMinutes(10));
        await app.SendMailsAsync();

        Assert.Empty(await app.NotificationsOf(Ada));
        Assert.DoesNotContain(new LiveUpdate(LiveTopics.Notifications(Ada), ""), app.Live.Told);
        Assert.Empty(app.Post.Sent);
        Assert.Single(await app.NotificationsOf(Olga));
        Assert.Equal(0, await app.Messages.CountPendingAsync(Cancellation));
    }

    [Fact]
    public async Task Looking_into_a_room_marks_its_notification_as_read_and_keeps_its_mail_from_being_sent()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(43, Olga, "Rye", enrolled: [Ada, Ben]);
        await app.ChooseAsync(Ada, NotificationTypes.Message, NotificationChannels.App | NotificationChannels.Email);
        await app.SendAsync(Ben, "one");
        var last = await app.SendAsync(Olga, "two");
        await app.SendAsync(Ben, "elsewhere", eventId: 43);
        await app.TellAsync();
        Assert.Equal(2, await app.Notifications.CountUnreadAsync(Ada, Cancellation));

        await LookAsync(app, Ada, last);

        Assert.Equal(1, await app.Notifications.CountUnreadAsync(Ada, Cancellation));
        Assert.Equal([("Ben wrote in Rye", false), ("2 new messages in Sourdough for the impatient", true)], (await app.NotificationsOf(Ada)).Select(one => (one.Message, one.Read)));
        Assert.Equal(1, await app.Notifications.CountUnreadAsync(Ben, Cancellation));
        app.Time.Advance(TimeSpan.FromMinutes(10));
        await app.SendMailsAsync();
        Assert.Equal("Ben wrote in Rye", Assert.Single(app.Post.Sent).Subject);
    }

    [Fact]
    public async Task What_was_not_looked_at_stays_unread_and_is_counted_from_there()
    {
        await using var app = await StartAsync(mode);
        var first = await app.SendAsync(Ben, "one");
        await app.SendAsync(Ben, "two");
        await app.SendAsync(Olga, "three");
        await app.TellAsync();

        await LookAsync(app, Ada, first);
        Assert.False(Assert.Single(await app.NotificationsOf(Ada)).Read);

        await app.SendAsync(Ben, "four");
        await app.TellAsync();
        Assert.Equal("3 new messages in Sourdough for the impatient", Assert.Single(await app.NotificationsOf(Ada)).Message);
    }

    [Fact]
    public async Task What_comes_after_a_look_is_a_notification_of_its_own()
    {
        await using var app = await StartAsync(mode);
        await app.SendAsync(Ben, "one");
        await app.TellAsync();
        await LookAsync(app, Ada, await app.SendAsync(Ben, "two"));
        await app.TellAsync();
        await app.SendAsync(Olga, "three");
        await app.TellAsync();

        Assert.Equal(
            [("Olga wrote in Sourdough for the impatient", false), ("Ben wrote in Sourdough for the impatient", true)],
            (await app.NotificationsOf(Ada)).Select(one => (one.Message, one.Read)));
    }

    [Fact]
    public async Task A_message_stored_after_the_look_is_told_although_its_clock_says_that_it_came_before()
    {
        await using var app = await StartAsync(mode);
        var seen = await app.SendAsync(Ben, "on time");
        await LookAsync(app, Ada, seen);
        await app.TellAsync();

        await app.Messages.AddAsync(
            (await app.Messages.FindAsync(Meetup, ObjectIds.Parse(seen.Id)!.Value, Cancellation))! with
            {
                Id = ObjectId.GenerateNewId(),
                Timestamp = seen.Timestamp.AddSeconds(-30),
                Pending = seen.Timestamp.AddSeconds(-30),
                Number = null,
            },
            Cancellation);
        await app.TellAsync();

        Assert.Equal("Ben wrote in Sourdough for the impatient", Assert.Single(await app.NotificationsOf(Ada)).Message);
    }

    [Fact]
    public async Task Nobody_who_looks_while_being_told_is_left_with_a_bell()
    {
        await using var app = await StartAsync(mode);
        int[] people = [.. Enumerable.Range(100, 40)];
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [Ada, Ben, .. people]);
        for (var round = 0; round < 5; round++)
        {
            var message = await app.SendAsync(Ben, "Anyone?");

            await Task.WhenAll(people.Select(person => LookAsync(app, person, message)).Prepend(app.TellAsync()));

            foreach (var person in people)
            {
                Assert.Empty(await app.NotificationsOf(person, unreadOnly: true));
            }
        }

        Assert.Equal("5 new messages in Sourdough", Assert.Single(await app.NotificationsOf(Ada)).Message);
    }

    [Fact]
    public async Task The_dispatcher_gives_those_who_look_the_time_that_the_settings_say()
    {
        await using var app = await StartAsync(mode, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Chat:NotifyAfter"] = "00:00:01" });
        await app.SendAsync(Ben, "Hello");
        await app.Dispatcher.StartAsync(Cancellation);
        // Longer than it takes to look twice.
        await Task.Delay(TimeSpan.FromSeconds(5), Cancellation);
        Assert.Equal(1, await app.Messages.CountPendingAsync(Cancellation));

        app.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(async _ => await app.Messages.CountPendingAsync(Cancellation) == 0, "the message is told", Cancellation);
        Assert.Single(await app.NotificationsOf(Ada));
        await app.Dispatcher.StopAsync(Cancellation);
    }

    private static async Task LookAsync(MessagingApp app, int userId, ChatMessage upTo) =>
        Assert.True((await app.Chat.MarkSeenAsync(Meetup, userId, upTo.Id, Cancellation)).IsSuccess);
}

public sealed class RoomVisitsOnSqlite() : RoomVisitTests(StorageMode.Embedded);

public sealed class RoomVisitsOnMongo() : RoomVisitTests(StorageMode.Servers);
