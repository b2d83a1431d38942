using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

/// <summary>Each thing that happens notifies exactly the people it concerns, exactly once (design, section "Data").</summary>
public abstract class WhoIsToldTests(StorageMode mode)
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, 123, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, IIntegrationEvent, string, string, int[]> Happenings => new()
    {
        { "seat", new ParticipantEnrolled(Meetup, Ada), NotificationTypes.Registration, "You have a seat in Sourdough", [Ada] },
        { "place", new ParticipantWaitlisted(Meetup, Cleo), NotificationTypes.Waitlisted, "Sourdough is full, so you are on the waitlist", [Cleo] },
        { "promotion", new ParticipantPromoted(Meetup, Cleo), NotificationTypes.Promoted, "A seat became free: you are now enrolled in Sourdough", [Cleo] },
        { "own cancellation", new EnrollmentCanceled(Meetup, Ada, WasEnrolled: true, ByOrganizer: false), NotificationTypes.EnrollmentCanceled, "You canceled your seat in Sourdough", [Ada] },
        { "leaving the waitlist", new EnrollmentCanceled(Meetup, Cleo, WasEnrolled: false, ByOrganizer: false), NotificationTypes.EnrollmentCanceled, "You left the waitlist of Sourdough", [Cleo] },
        { "removal", new EnrollmentCanceled(Meetup, Ada, WasEnrolled: true, ByOrganizer: true), NotificationTypes.EnrollmentCanceled, "The organizer canceled your seat in Sourdough", [Ada] },
        { "removal from the waitlist", new EnrollmentCanceled(Meetup, Cleo, WasEnrolled: false, ByOrganizer: true), NotificationTypes.EnrollmentCanceled, "The organizer took you off the waitlist of Sourdough", [Cleo] },
        { "last seat", new EventFilled(Meetup), NotificationTypes.EventFull, "Sourdough is full: the last seat is taken", [Olga] },
        { "one change", new EventUpdated(Meetup, Olga, "Sourdough", ["location"]), NotificationTypes.EventUpdate, "Sourdough changed: location", [Ada, Ben, Cleo] },
        { "changes", new EventUpdated(Meetup, Olga, "Sourdough", ["date", "end", "zone"]), NotificationTypes.EventUpdate, "Sourdough changed: date, end time and time zone", [Ada, Ben, Cleo] },
        { "cancellation", new EventCanceled(Meetup, Olga, "Sourdough", WasPublished: true), NotificationTypes.EventCanceled, "Sourdough was canceled", [Ada, Ben, Cleo] },
        { "cancellation of a plan", new EventCanceled(Meetup, Olga, "Sourdough", WasPublished: false), NotificationTypes.EventCanceled, "", [] },
        { "start", new EventStarted(Meetup, Olga, "Sourdough"), NotificationTypes.EventStarted, "Sourdough has started", [Ada, Ben] },
    };

    [Theory]
    [MemberData(nameof(Happenings))]
    public async Task Tells_exactly_those_concerned_once_however_often_it_is_delivered(string what, IIntegrationEvent happened, string type, string sentence, int[] whom)
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [Ada, Ben], waiting: [Cleo]);

        await DeliverAsync(app, happened, id: 7);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync(app, happened, id: 7)));

        foreach (var person in (int[])[Olga, Ada, Ben, Cleo])
        {
            var told = await app.NotificationsOf(person);
            Assert.True(told.Count == (whom.Contains(person) ? 1 : 0), $"{what}: {person} was told {told.Count} times");
            Assert.All(told, one => Assert.Equal(new Notification(one.Id, type, Meetup, "Sourdough", sentence, Read: false, Noon), one));
            Assert.Equal(told.Count > 0, app.Live.Told.Contains(new LiveUpdate(LiveTopics.Notifications(person), "")));
        }
    }

    [Fact]
    public async Task The_same_thing_happening_again_is_told_again()
    {
        await using var app = await StartAsync(mode);

        await DeliverAsync(app, new ParticipantEnrolled(Meetup, Ada), id: 1);
        await DeliverAsync(app, new ParticipantEnrolled(Meetup, Ada), id: 2);

        Assert.Equal(2, (await app.NotificationsOf(Ada)).Count);
    }

    [Fact]
    public async Task Delivered_again_it_leaves_what_was_read_as_it_is()
    {
        await using var app = await StartAsync(mode);
        await DeliverAsync(app, new ParticipantEnrolled(Meetup, Ada), id: 1);
        await app.Notifications.MarkAllReadAsync(Ada, Cancellation);

        await DeliverAsync(app, new ParticipantEnrolled(Meetup, Ada), id: 1);

        Assert.True(Assert.Single(await app.NotificationsOf(Ada)).Read);
    }

    [Fact]
    public async Task A_batch_looks_its_events_up_once()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(43, Olga, "Rye");

        await app.DeliverAsync([.. Enumerable.Range(1, 300).Select(id => new Delivery<ParticipantEnrolled>("mov_enrollments", id, Noon, new ParticipantEnrolled(id % 2 == 0 ? Meetup : 43, id)))]);

        Assert.Equal(1, app.Events.LookUps);
        Assert.Equal("You have a seat in Rye", Assert.Single(await app.NotificationsOf(299)).Message);
        Assert.Equal("You have a seat in Sourdough for the impatient", Assert.Single(await app.NotificationsOf(300)).Message);
    }

    [Fact]
    public async Task A_large_audience_is_read_page_by_page_and_a_broken_off_telling_is_finished_later()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [.. Enumerable.Range(1000, 2100)], waiting: [.. Enumerable.Range(5000, 400)]);
        var canceled = new EventCanceled(Meetup, Olga, "Sourdough", WasPublished: true);
        using var crash = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        app.Live.OnPublish = _ => crash.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DeliverAsync(app, canceled, id: 1, crash.Token));
        app.Live.OnPublish = null;
        await DeliverAsync(app, canceled, id: 1);

        Assert.Equal(1000, app.Events.LargestPage);
        foreach (var person in (int[])[1000, 1999, 2000, 3099, 5000, 5399])
        {
            Assert.Single(await app.NotificationsOf(person));
        }
    }

    private static Task DeliverAsync(MessagingApp app, IIntegrationEvent happened, long id, CancellationToken? cancellation = null)
    {
        return happened switch
        {
            ParticipantEnrolled enrolled => Deliver(enrolled),
            ParticipantWaitlisted waitlisted => Deliver(waitlisted),
            ParticipantPromoted promoted => Deliver(promoted),
            EnrollmentCanceled ended => Deliver(ended),
            EventFilled filled => Deliver(filled),
            EventUpdated updated => Deliver(updated),
            EventCanceled canceled => Deliver(canceled),
            EventStarted started => Deliver(started),
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };

        Task Deliver<TEvent>(TEvent one)
            where TEvent : IIntegrationEvent => app.DeliverAsync([new Delivery<TEvent>("mov_events", id, Noon, one)], cancellation);
    }
}

public sealed class WhoIsToldOnSqlite() : WhoIsToldTests(StorageMode.Embedded);

public sealed class WhoIsToldOnMongo() : WhoIsToldTests(StorageMode.Servers);
