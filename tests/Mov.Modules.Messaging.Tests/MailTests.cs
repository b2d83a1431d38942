using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

/// <summary>Notifications that go by mail: once each, whatever fails in between.</summary>
public abstract class MailTests(StorageMode mode)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_says_what_happened_in_text_and_html_and_how_to_end_such_mails()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Bread & <b>butter</b>", enrolled: [Ada]);

        await EnrolledAsync(app, Ada, id: 1);
        await app.SendMailsAsync();

        var mail = Assert.Single(app.Post.Sent);
        Assert.Equal(("2@mov.example", "You have a seat in Bread & <b>butter</b>"), (mail.To, mail.Subject));
        Assert.Contains("You have a seat in Bread & <b>butter</b>.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("When: Tuesday, 1 January 2030, 19:00 (Europe/Berlin)", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://mov.example/events/42", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Bread &amp; &lt;b&gt;butter&lt;/b&gt;", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
        var headers = mail.Headers!;
        Assert.Equal("List-Unsubscribe=One-Click", headers["List-Unsubscribe-Post"]);
        Assert.StartsWith("<https://mov.example/notifications/unsubscribe?token=", headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Contains(headers["List-Unsubscribe"].Trim('<', '>'), mail.Text, StringComparison.Ordinal);
        var token = Uri.UnescapeDataString(headers["List-Unsubscribe"].Trim('<', '>').Split("token=")[1]);
        Assert.Equal(NotificationTypes.Registration, (await app.Preferences.UnsubscribeAsync(token, Cancellation)).Value.Type);
    }

    [Fact]
    public async Task What_an_organizer_announces_is_the_text_of_the_mail_below_the_name_of_the_event()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [Ada]);
        await app.Chat.AnnounceAsync(Meetup, Olga, "Doors open at six: bring a bowl", null, Cancellation);

        await app.TellAsync();
        await app.SendMailsAsync();

        var mail = Assert.Single(app.Post.Sent);
        Assert.Equal("Sourdough: Doors open at six: bring a bowl", mail.Subject);
        Assert.Matches("<h1[^>]*>Sourdough</h1>", mail.Html);
        Assert.Matches("<p[^>]*>Doors open at six: bring a bowl</p>", mail.Html);
        Assert.Contains("\n\nDoors open at six: bring a bowl\n\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_again_and_sent_from_several_places_at_once_it_is_one_mail()
    {
        await using var app = await StartAsync(mode);
        for (var id = 1; id <= 12; id++)
        {
            await EnrolledAsync(app, Ada, id);
            await EnrolledAsync(app, Ada, id);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.SendMailsAsync()));
        await EnrolledAsync(app, Ada, id: 1);
        await app.SendMailsAsync();

        Assert.Equal(12, app.Post.Sent.Select(mail => mail.Headers!["Message-ID"]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(12, app.Post.Sent.Count);
    }

    [Fact]
    public async Task A_mail_server_that_is_away_delays_and_loses_nothing()
    {
        await using var app = await StartAsync(mode);
        app.Post.IsAway = true;
        for (var id = 1; id <= 20; id++)
        {
            await EnrolledAsync(app, Ada, id);
        }

        Assert.Equal(0, await app.SendMailsAsync());
        var attempts = app.Post.Attempts;
        Assert.InRange(attempts, 1, 8);
        Assert.Equal(0, await app.SendMailsAsync());
        Assert.Equal(attempts, app.Post.Attempts);
        Assert.Equal(new OutboxBacklog(20, 0), await app.Mails.CountAsync(Cancellation));

        app.Post.IsAway = false;
        app.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(20, await app.SendMailsAsync());
        Assert.Equal(20, app.Post.Sent.Count);
        Assert.Equal(new OutboxBacklog(0, 0), await app.Mails.CountAsync(Cancellation));
    }

    [Fact]
    public async Task What_cannot_be_sent_for_days_is_parked_where_it_is_counted()
    {
        await using var app = await StartAsync(mode);
        app.Post.IsAway = true;
        await EnrolledAsync(app, Ada, id: 1);

        await app.SendMailsAsync();
        app.Time.Advance(TimeSpan.FromDays(2));
        await app.SendMailsAsync();
        Assert.Equal(new OutboxBacklog(1, 0), await app.Mails.CountAsync(Cancellation));
        app.Time.Advance(TimeSpan.FromDays(2));
        await app.SendMailsAsync();

        Assert.Equal(new OutboxBacklog(0, 1), await app.Mails.CountAsync(Cancellation));
        Assert.Contains(app.Get<IEnumerable<IOutbox>>(), outbox => outbox.Database == DatabaseNames.Notifications);
    }

    [Fact]
    public async Task A_refused_address_holds_up_nobody_else()
    {
        await using var app = await StartAsync(mode);
        app.Post.Refused = "2@mov.example";
        await EnrolledAsync(app, Ada, id: 1);
        await EnrolledAsync(app, Ben, id: 2);

        for (var round = 0; round < 5; round++)
        {
            await app.SendMailsAsync();
            app.Time.Advance(TimeSpan.FromMinutes(31));
        }

        Assert.Equal("3@mov.example", Assert.Single(app.Post.Sent).To);
        Assert.Equal(new OutboxBacklog(0, 1), await app.Mails.CountAsync(Cancellation));
    }

    [Theory]
    [InlineData("deactivated")]
    [InlineData("switched off")]
    [InlineData("unknown")]
    public async Task Nobody_who_does_not_want_a_mail_any_more_gets_one(string why)
    {
        await using var app = await StartAsync(mode);
        var whom = why == "unknown" ? 77 : Ada;
        await EnrolledAsync(app, whom, id: 1);
        if (why == "deactivated")
        {
            app.Users.Add(Ada, "Ada", UserRole.Participant, active: false);
        }
        else if (why == "switched off")
        {
            await app.ChooseAsync(Ada, NotificationTypes.Registration, NotificationChannels.App);
        }

        await app.SendMailsAsync();

        Assert.Empty(app.Post.Sent);
        Assert.Equal(new OutboxBacklog(0, 0), await app.Mails.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_busy_room_makes_one_mail_until_it_is_opened()
    {
        await using var app = await StartAsync(mode);
        await app.ChooseAsync(Ben, NotificationTypes.Message, NotificationChannels.App | NotificationChannels.Email);
        for (var number = 0; number < 5; number++)
        {
            await app.SendAsync(Ada, $"Message {number}");
            await app.TellAsync();
        }

        Assert.Equal(0, await app.SendMailsAsync());
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.SendMailsAsync();
        await app.SendAsync(Ada, "One more");
        await app.TellAsync();
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.SendMailsAsync();
        Assert.Equal(("3@mov.example", "5 new messages in Sourdough for the impatient"), (Assert.Single(app.Post.Sent).To, app.Post.Sent[0].Subject));

        await app.Notifications.MarkAllReadAsync(Ben, Cancellation);
        await app.SendAsync(Ada, "Another day");
        await app.TellAsync();
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.SendMailsAsync();
        Assert.Equal("Ada wrote in Sourdough for the impatient", app.Post.Sent[^1].Subject);
        Assert.Equal(2, app.Post.Sent.Count);
    }

    [Fact]
    public async Task Whoever_reads_the_notification_meanwhile_gets_no_mail_and_whoever_switched_messages_off_no_notification()
    {
        await using var app = await StartAsync(mode);
        await app.ChooseAsync(Ben, NotificationTypes.Message, NotificationChannels.App | NotificationChannels.Email);
        await app.ChooseAsync(Olga, NotificationTypes.Message, NotificationChannels.None);
        await app.SendAsync(Ada, "Hello");
        await app.TellAsync();
        await app.Notifications.MarkAllReadAsync(Ben, Cancellation);

        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.SendMailsAsync();

        Assert.Empty(app.Post.Sent);
        Assert.Empty(await app.NotificationsOf(Olga));
    }

    [Fact]
    public async Task A_reminder_that_comes_too_late_or_for_a_former_date_is_not_sent()
    {
        await using var app = await StartAsync(mode);
        var soon = app.Time.GetUtcNow().UtcDateTime.AddHours(5);
        app.Events.Move(Meetup, new DateTime(soon.Year, soon.Month, soon.Day, soon.Hour, 0, 0, DateTimeKind.Utc));
        await app.RemindAsync();
        app.Events.Change(Meetup, EventStatus.Canceled);

        await app.SendMailsAsync();

        Assert.Empty(app.Post.Sent);
        Assert.Single(await app.NotificationsOf(Ada));
    }

    private static Task EnrolledAsync(MessagingApp app, int userId, long id) => app.DeliverAsync(
        [new Delivery<ParticipantEnrolled>("mov_enrollments", id, app.Time.GetUtcNow().UtcDateTime, new ParticipantEnrolled(Meetup, userId))]);
}

public sealed class MailsOnSqlite() : MailTests(StorageMode.Embedded);

public sealed class MailsOnMongo() : MailTests(StorageMode.Servers);
