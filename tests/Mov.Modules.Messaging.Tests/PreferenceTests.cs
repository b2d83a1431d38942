using Ardalis.Result;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Notifications.Preferences;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public abstract class PreferenceTests(StorageMode mode)
{
    private const NotificationChannels Both = NotificationChannels.App | NotificationChannels.Email;

    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("both", 1, 1)]
    [InlineData("app", 1, 0)]
    [InlineData("email", 0, 1)]
    [InlineData("off", 0, 0)]
    public async Task A_notification_goes_the_ways_that_were_chosen(string chosen, int inTheApp, int byMail)
    {
        await using var app = await StartAsync(mode);
        await app.ChooseAsync(Ada, NotificationTypes.Registration, Data.StoredChannels.FromStored(chosen)!.Value);

        await EnrolledAsync(app, Ada);
        await EnrolledAsync(app, Ada);
        await app.SendMailsAsync();

        Assert.Equal((inTheApp, byMail), ((await app.NotificationsOf(Ada)).Count, app.Post.Sent.Count));
    }

    [Fact]
    public async Task Choices_are_kept_per_person_and_type_and_the_last_one_counts()
    {
        await using var app = await StartAsync(mode);
        await app.ChooseAsync(Ada, NotificationTypes.Registration, NotificationChannels.None);
        await app.ChooseAsync(Ada, NotificationTypes.Reminder, NotificationChannels.Email);
        await app.ChooseAsync(Ada, NotificationTypes.Registration, NotificationChannels.App);

        var ada = (await app.Preferences.ListAsync(Ada, Cancellation)).Value.ToDictionary(one => one.Type, one => one.Channels, StringComparer.Ordinal);
        var ben = (await app.Preferences.ListAsync(Ben, Cancellation)).Value;

        Assert.Equal((NotificationChannels.App, NotificationChannels.Email), (ada[NotificationTypes.Registration], ada[NotificationTypes.Reminder]));
        Assert.All(ben, one => Assert.Equal(one.Default, one.Channels));
        Assert.Equal(ResultStatus.NotFound, (await app.Preferences.ListAsync(99, Cancellation)).Status);
    }

    [Fact]
    public async Task Everyone_sees_the_types_that_concern_them()
    {
        await using var app = await StartAsync(mode);

        var organizer = (await app.Preferences.ListAsync(Olga, Cancellation)).Value.Select(one => one.Type);
        var participant = (await app.Preferences.ListAsync(Ada, Cancellation)).Value.Select(one => one.Type);

        Assert.Equal([NotificationTypes.EventFull, NotificationTypes.Message], organizer);
        Assert.DoesNotContain(NotificationTypes.EventFull, participant);
    }

    [Fact]
    public async Task A_token_ends_the_mails_of_its_type_and_nothing_else()
    {
        await using var app = await StartAsync(mode);
        var token = app.Get<UnsubscribeTokens>().For(Ada, NotificationTypes.Registration);

        Assert.Equal(new UnsubscribeOffer(NotificationTypes.Registration, IsEnded: false), (await app.Preferences.FindOfferAsync(token, Cancellation)).Value);
        await app.Preferences.UnsubscribeAsync(token, Cancellation);
        Assert.True((await app.Preferences.UnsubscribeAsync(token, Cancellation)).Value.IsEnded);

        var chosen = (await app.Preferences.ListAsync(Ada, Cancellation)).Value.ToDictionary(one => one.Type, one => one.Channels, StringComparer.Ordinal);
        Assert.Equal((NotificationChannels.App, Both), (chosen[NotificationTypes.Registration], chosen[NotificationTypes.Reminder]));
        Assert.True((await app.Preferences.FindOfferAsync(token, Cancellation)).Value.IsEnded);
        Assert.All((await app.Preferences.ListAsync(Ben, Cancellation)).Value, one => Assert.Equal(one.Default, one.Channels));
    }

    private static Task EnrolledAsync(MessagingApp app, int userId) =>
        app.DeliverAsync([new Delivery<ParticipantEnrolled>("mov_enrollments", 7, Noon, new ParticipantEnrolled(Meetup, userId))]);
}

public sealed class PreferencesOnSqlite() : PreferenceTests(StorageMode.Embedded);

public sealed class PreferencesOnMongo() : PreferenceTests(StorageMode.Servers);

public sealed class RefusedChoiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NotificationTypes.EventCanceled, NotificationChannels.None)]
    [InlineData(NotificationTypes.EventCanceled, NotificationChannels.Email)]
    [InlineData(NotificationTypes.Promoted, NotificationChannels.None)]
    [InlineData(NotificationTypes.Message, NotificationChannels.Email)]
    [InlineData("BIRTHDAY", NotificationChannels.App)]
    [InlineData("a.b$c", NotificationChannels.App)]
    public async Task What_is_not_offered_cannot_be_chosen(string type, NotificationChannels channels)
    {
        await using var app = await StartAsync(StorageMode.Embedded);

        var saved = await app.Preferences.SaveAsync(Ada, new Dictionary<string, NotificationChannels>(StringComparer.Ordinal) { [type] = channels }, Cancellation);

        Assert.Equal((ResultStatus.Invalid, type), (saved.Status, Assert.Single(saved.ValidationErrors).Identifier));
    }

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("blank", "")]
    [InlineData("nonsense", "CfDJ8abc")]
    [InlineData("plain", "2:REGISTRATION")]
    public async Task A_token_that_was_not_made_here_does_nothing(string what, string? token)
    {
        await using var app = await StartAsync(StorageMode.Embedded);

        Assert.True((await app.Preferences.FindOfferAsync(token, Cancellation)).Status == ResultStatus.NotFound, what);
        Assert.Equal(ResultStatus.NotFound, (await app.Preferences.UnsubscribeAsync(token, Cancellation)).Status);
        Assert.Equal(ResultStatus.NotFound, (await app.Preferences.UnsubscribeAsync(token + new string('x', 2000), Cancellation)).Status);
    }
}
