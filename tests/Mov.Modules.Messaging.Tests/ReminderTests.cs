using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public abstract class ReminderTests(StorageMode mode)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_enrolled_are_reminded_once_one_day_before_however_often_and_from_how_many_places_it_is_looked()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [Ada, Ben], waiting: [Cleo]);
        app.Events.Move(Meetup, In(app, hours: 25));

        Assert.Equal(0, await app.RemindAsync());
        app.Time.Advance(TimeSpan.FromHours(2));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.RemindAsync()));
        Assert.Equal(0, await app.RemindAsync());
        await app.SendMailsAsync();

        var told = Assert.Single(await app.NotificationsOf(Ada));
        Assert.Equal((NotificationTypes.Reminder, Meetup), (told.Type, told.EventId));
        Assert.StartsWith("Sourdough begins on ", told.Message, StringComparison.Ordinal);
        Assert.EndsWith("(Europe/Berlin)", told.Message, StringComparison.Ordinal);
        Assert.Single(await app.NotificationsOf(Ben));
        Assert.Empty(await app.NotificationsOf(Cleo));
        Assert.Empty(await app.NotificationsOf(Olga));
        Assert.Equal(["2@mov.example", "3@mov.example"], app.Post.Sent.Select(mail => mail.To).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("planning", EventStatus.Planning)]
    [InlineData("canceled", EventStatus.Canceled)]
    [InlineData("running", EventStatus.Running)]
    public async Task Nobody_is_reminded_of_an_event_that_is_not_to_come(string what, EventStatus status)
    {
        await using var app = await StartAsync(mode);
        app.Events.Move(Meetup, In(app, hours: 3));
        app.Events.Change(Meetup, status);

        Assert.True(await app.RemindAsync() == 0, what);
        Assert.Empty(await app.NotificationsOf(Ada));
    }

    [Fact]
    public async Task A_moved_event_reminds_for_its_new_date_and_never_twice_for_the_same()
    {
        await using var app = await StartAsync(mode);
        var (first, second) = (In(app, hours: 5), In(app, hours: 9));
        app.Events.Move(Meetup, first);
        await app.RemindAsync();
        app.Events.Move(Meetup, second);
        await app.RemindAsync();
        app.Events.Move(Meetup, first);
        await app.RemindAsync();

        Assert.Equal(2, (await app.NotificationsOf(Ada)).Count);
    }

    [Fact]
    public async Task A_round_that_broke_off_is_finished_by_the_next()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [.. Enumerable.Range(1000, 1500)]);
        app.Events.Move(Meetup, In(app, hours: 5));
        using var crash = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        app.Live.OnPublish = _ => crash.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.RemindAsync(crash.Token));
        app.Live.OnPublish = null;

        Assert.Equal(1, await app.RemindAsync());

        foreach (var person in (int[])[1000, 1999, 2000, 2499])
        {
            Assert.Single(await app.NotificationsOf(person));
        }
    }

    [Fact]
    public async Task Whoever_switched_reminders_off_is_not_reminded()
    {
        await using var app = await StartAsync(mode);
        await app.ChooseAsync(Ada, NotificationTypes.Reminder, NotificationChannels.None);
        app.Events.Move(Meetup, In(app, hours: 5));

        await app.RemindAsync();
        await app.SendMailsAsync();

        Assert.Empty(await app.NotificationsOf(Ada));
        Assert.Equal("3@mov.example", Assert.Single(app.Post.Sent).To);
    }

    private static DateTime In(MessagingApp app, int hours) => app.Time.UtcMilliseconds().AddHours(hours);
}

public sealed class RemindersOnSqlite() : ReminderTests(StorageMode.Embedded);

public sealed class RemindersOnMongo() : ReminderTests(StorageMode.Servers);
