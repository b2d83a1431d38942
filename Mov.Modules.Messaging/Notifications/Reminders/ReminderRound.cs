using Microsoft.Extensions.Options;
using MongoDB.Bson;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Notifications.Reminders;

/// <summary>Reminds those enrolled of an event that begins soon. Ids follow from the event, its date and the person: after a crash, or from two instances at once, everyone is reminded once,
/// and a moved event reminds for its new date.</summary>
internal sealed class ReminderRound(
    IEventCatalog catalog, IEventAudience audience, IReminderLog log, NotificationWords words, NotificationWriter writer, IOptions<NotificationSettings> settings, TimeProvider time)
{
    private const string Name = "reminder";
    private const int PageSize = 200;

    /// <summary>Reminds of everything that is due now.</summary>
    /// <returns>Of how many events.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var until = now + settings.Value.ReminderLead;
        var reminded = 0;
        for (var last = 0; ;)
        {
            var page = await catalog.ListBeginningAsync(now, until, last, PageSize, cancellationToken);
            var done = page.Count > 0 ? await log.FindDoneAsync([.. page.Select(IdOf)], cancellationToken) : new HashSet<ObjectId>();
            foreach (var soon in page.Where(found => !done.Contains(IdOf(found))))
            {
                await RemindAsync(soon, cancellationToken);
                reminded++;
            }

            if (page.Count < PageSize)
            {
                return reminded;
            }

            last = page[^1].Id;
        }
    }

    private async Task RemindAsync(EventDetails soon, CancellationToken cancellationToken)
    {
        var said = words.Compose(Wordings.Reminder, soon.Id, soon.Title, NotificationWords.DetailOf(soon.Date, soon.TimeZone));
        var now = time.UtcMilliseconds();
        await audience.ForEachPageAsync(
            soon.Id,
            includeWaiting: false,
            also: null,
            (people, token) => writer.WriteAsync(
                [.. people.Select(person => new StoredNotification
                {
                    Id = ObjectIds.Derive(Name, soon.Id, soon.Date.Ticks, person, NotificationTypes.Reminder),
                    UserId = person,
                    Type = NotificationTypes.Reminder,
                    Data = said,
                    CreatedAt = now,
                })],
                token),
            cancellationToken);
        await log.SettleAsync(IdOf(soon), soon.Id, now, cancellationToken);
    }

    private static ObjectId IdOf(EventDetails soon) => ObjectIds.Derive(Name, soon.Id, soon.Date.Ticks);
}
