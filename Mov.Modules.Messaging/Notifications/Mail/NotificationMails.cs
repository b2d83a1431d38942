using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Notifications.Preferences;
using Mov.Modules.Shared.Languages;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Site;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Notifications.Mail;

/// <summary>Writes the mail of a notification as things are when it is sent: whether anybody still wants it, in which language, and what the event's facts are now.</summary>
internal sealed class NotificationMails(
    INotificationStore notifications,
    ChannelChoices choices,
    UnsubscribeTokens tokens,
    IUserDirectory users,
    IEventCatalog catalog,
    NotificationWords words,
    IStringLocalizer<MessagingTexts> texts,
    IOptions<SiteSettings> site,
    TimeProvider time)
{
    private const int LongestSubject = 150;

    /// <returns><see langword="null"/> when nobody wants the mail any more.</returns>
    public async Task<MailMessage?> ComposeAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(mail.UserId, cancellationToken) is not { IsActive: true } person
            || !(await choices.FindAsync([person.Id], mail.Type, cancellationToken))(person.Id).HasFlag(NotificationChannels.Email)
            || await ReadContentAsync(mail, cancellationToken) is not { } data)
        {
            return null;
        }

        var eventId = data.EventId ?? 0;
        var about = (await catalog.FindManyAsync([eventId], cancellationToken)).GetValueOrDefault(eventId);
        if (IsTooLate(mail, about))
        {
            return null;
        }

        var unsubscribe = site.Value.LinkTo($"/notifications/unsubscribe?token={Uri.EscapeDataString(tokens.For(person.Id, mail.Type))}");
        using var language = SiteLanguages.Speak(person.Language);
        var letter = Write(mail.Type, data, about, person, unsubscribe);
        return new MailMessage(person.Email, Subject(words.Say(data)), letter.ToText(), letter.ToHtml(), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // The same for every attempt, so that a mail that was sent twice can be recognized as one.
            ["Message-ID"] = $"<{mail.Id}.notification@{new Uri(site.Value.BaseUrl).Host}>",
            ["List-Unsubscribe"] = $"<{unsubscribe}>",
            ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
            ["Auto-Submitted"] = "auto-generated",
        });
    }

    // A room's mail waits a moment: whoever looked into it meanwhile, or read its notification, needs none, and to the others it tells the count of now.
    private async Task<NotificationData?> ReadContentAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        if (!string.Equals(mail.Type, NotificationTypes.Message, StringComparison.Ordinal))
        {
            return mail.Data;
        }

        return await notifications.FindAsync(mail.UserId, mail.Id, cancellationToken) is { Read: false } unread ? unread.Data : null;
    }

    // Where the mail server was away for long, or the event was moved or canceled in between.
    private bool IsTooLate(QueuedMail mail, EventDetails? about) => mail.Type switch
    {
        NotificationTypes.Reminder => about is not { Status: EventStatus.Published } || about.Date <= time.UtcNow()
            || !string.Equals(mail.Data.Detail, NotificationWords.DetailOf(about.Date, about.TimeZone), StringComparison.Ordinal),
        NotificationTypes.EventStarted => about is not { Status: EventStatus.Running },
        _ => false,
    };

    private Letter Write(string type, NotificationData data, EventDetails? about, UserProfile person, string unsubscribe)
    {
        var (heading, more) = Announced(type, data) ?? (words.Say(data), MoreOf(type));
        return new Letter(
            SiteLanguages.Current,
            heading,
            texts["Hello {0},", person.DisplayName],
            more,
            FactsOf(type, about),
            LinkOf(type, data.EventId),
            texts["You get this mail because of your notification settings."],
            new LetterLink(texts["No more mails of this kind"], unsubscribe),
            new LetterLink(texts["Notification settings"], site.Value.LinkTo("/notifications/settings")));
    }

    /// <summary>What an organizer announces may be a whole letter: the event stands above it.</summary>
    private static (string Title, string? Text)? Announced(string type, NotificationData data) =>
        string.Equals(type, NotificationTypes.Announcement, StringComparison.Ordinal) && data is { EventTitle: { Length: > 0 } title, Message: { } said }
            && said.StartsWith($"{title}: ", StringComparison.Ordinal)
            ? (title, said[(title.Length + 2)..])
            : null;

    private string? MoreOf(string type) => type switch
    {
        NotificationTypes.Registration or NotificationTypes.Promoted =>
            texts["Your place is safe. If you cannot come, cancel it on the page of the event, so that somebody else can have it."].Value,
        NotificationTypes.Waitlisted => texts["When a seat becomes free, it goes to the first on the waitlist by itself, and you are told."].Value,
        NotificationTypes.EventUpdate => texts["Look at the page of the event for what is new."].Value,
        NotificationTypes.EventCanceled => texts["It does not take place. You need not do anything."].Value,
        NotificationTypes.Message => texts["Until you open it, further messages are added up without another mail."].Value,
        NotificationTypes.Reminder => texts["If you cannot come, please cancel your seat, so that somebody else can have it."].Value,
        _ => null,
    };

    private IReadOnlyList<LetterFact> FactsOf(string type, EventDetails? about)
    {
        if (about is null || type is NotificationTypes.EnrollmentCanceled or NotificationTypes.Message)
        {
            return [];
        }

        List<LetterFact> facts = [new(texts["When"], words.Moment(about.Date, about.TimeZone))];
        if (about.Location is { Length: > 0 } place)
        {
            facts.Add(new LetterFact(texts["Where"], place));
        }

        return facts;
    }

    private LetterLink LinkOf(string type, int? eventId) => type switch
    {
        _ when eventId is null => new(texts["Notification settings"], site.Value.LinkTo("/notifications")),
        NotificationTypes.Message or NotificationTypes.Announcement => new(texts["Open the room"], site.Value.LinkTo($"/events/{eventId}#room")),
        NotificationTypes.EventFull => new(texts["Manage the event"], site.Value.LinkTo($"/organizer/events/{eventId}")),
        _ => new(texts["Open the event"], site.Value.LinkTo($"/events/{eventId}")),
    };

    private static string Subject(string heading) => heading.Length <= LongestSubject ? heading : string.Concat(heading.AsSpan(0, LongestSubject).TrimEnd(), "…");
}
