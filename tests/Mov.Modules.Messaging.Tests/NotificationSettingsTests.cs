using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Notifications.Retention;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

/// <summary>What an operator wrote in the settings is what happens.</summary>
public sealed class NotificationSettingsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reminders_go_out_as_long_before_as_the_settings_say()
    {
        await using var app = await StartWithAsync("ReminderLead", "3.00:00:00");
        app.Events.Move(Meetup, app.Time.GetUtcNow().UtcDateTime.AddHours(73));
        Assert.Equal(0, await app.RemindAsync());

        app.Time.Advance(TimeSpan.FromHours(2));
        await app.RemindAsync();

        Assert.Equal(NotificationTypes.Reminder, Assert.Single(await app.NotificationsOf(Ada)).Type);
    }

    [Fact]
    public async Task A_mail_of_a_room_waits_as_long_as_the_settings_say()
    {
        await using var app = await StartWithAsync("MessageMailDelay", "02:00:00");
        await app.ChooseAsync(Ada, NotificationTypes.Message, NotificationChannels.App | NotificationChannels.Email);
        await app.SendAsync(Ben, "Is there parking?");
        await app.TellAsync();

        app.Time.Advance(TimeSpan.FromMinutes(119));
        await app.SendMailsAsync();
        Assert.Empty(app.Post.Sent);
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await app.SendMailsAsync();

        Assert.Single(app.Post.Sent);
    }

    [Fact]
    public async Task A_mail_is_parked_after_as_long_as_the_settings_say()
    {
        await using var app = await StartWithAsync("ParkMailAfter", "01:00:00");
        app.Post.IsAway = true;
        await app.DeliverAsync([new Delivery<ParticipantEnrolled>(DatabaseNames.Enrollments, 1, app.Time.GetUtcNow().UtcDateTime, new ParticipantEnrolled(Meetup, Ada))]);

        await app.SendMailsAsync();
        app.Time.Advance(TimeSpan.FromMinutes(59));
        await app.SendMailsAsync();
        Assert.Equal(new OutboxBacklog(1, 0), await app.Mails.CountAsync(Cancellation));
        app.Time.Advance(TimeSpan.FromHours(1));
        await app.SendMailsAsync();

        Assert.Equal(new OutboxBacklog(0, 1), await app.Mails.CountAsync(Cancellation));
    }

    [Fact]
    public async Task What_was_read_is_kept_as_long_as_the_settings_say()
    {
        await using var app = await StartWithAsync("KeepRead", "10.00:00:00");
        var now = app.Time.GetUtcNow().UtcDateTime.ToMilliseconds();
        await app.NotificationStore.AddAsync([Read(1, now.AddDays(-11)), Read(2, now.AddDays(-9))], Cancellation);
        var retention = app.Get<IEnumerable<IHostedService>>().OfType<ReadRetention>().Single();

        await retention.StartAsync(Cancellation);

        await Eventually.TrueAsync(
            async _ =>
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                return (await app.NotificationsOf(Ada)).Count == 1;
            },
            "the old one goes",
            Cancellation);
        await retention.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("ReminderLead", "00:00:30")]
    [InlineData("ReminderLead", "61.00:00:00")]
    [InlineData("KeepRead", "23:00:00")]
    [InlineData("MessageMailDelay", "-00:00:01")]
    [InlineData("MessageMailDelay", "1.00:00:01")]
    [InlineData("ParkMailAfter", "00:00:59")]
    public async Task What_cannot_be_meant_is_refused_with_the_rule(string name, string value)
    {
        await using var app = await StartWithAsync(name, value);

        var refused = Assert.Throws<OptionsValidationException>(() => app.Get<IOptions<NotificationSettings>>().Value);

        Assert.Contains($"Notifications:{name}", refused.Message, StringComparison.Ordinal);
        Assert.Throws<OptionsValidationException>(() => app.Get<IStartupValidator>().Validate());
    }

    private static StoredNotification Read(int number, DateTime at) => new()
    {
        Id = ObjectIds.ToReference(number),
        UserId = Ada,
        Type = NotificationTypes.Registration,
        Data = new NotificationData(Meetup, "Bread", "You are enrolled"),
        CreatedAt = at,
        Read = true,
        ReadAt = at,
    };

    private static Task<MessagingApp> StartWithAsync(string name, string value) =>
        StartAsync(StorageMode.Embedded, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { [$"Notifications:{name}"] = value });
}
