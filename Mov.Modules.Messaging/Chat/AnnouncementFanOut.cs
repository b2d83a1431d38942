using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Notifications;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Notifies everyone enrolled or waiting of an announcement, page by page. The id follows from the message and the person, so starting again writes nothing twice.</summary>
internal sealed class AnnouncementFanOut(IMessageStore messages, IEventAudience audience, NotificationWriter writer)
{
    private const int LongestExcerpt = 280;

    public async Task TellAsync(EventDetails room, CancellationToken cancellationToken)
    {
        foreach (var announcement in await messages.ReadUntoldAnnouncementsAsync(room.Id, cancellationToken))
        {
            var said = $"{room.Title}: {Excerpt(announcement.Message)}";
            await audience.ForEachPageAsync(
                room.Id, includeWaiting: true, also: null, (people, token) => writer.WriteAsync([.. people.Select(person => Notice(announcement, person, room, said))], token), cancellationToken);
        }
    }

    private static StoredNotification Notice(StoredMessage announcement, int person, EventDetails room, string said) => new()
    {
        Id = ObjectIds.Derive(DatabaseNames.Chat, announcement.Id, person, NotificationTypes.Announcement),
        UserId = person,
        Type = NotificationTypes.Announcement,
        Data = new NotificationData(room.Id, room.Title, said),
        CreatedAt = announcement.Timestamp,
    };

    // Those on the waitlist cannot enter the room: the notification says what was said, on one line.
    private static string Excerpt(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestExcerpt)
        {
            return line;
        }

        var end = line.LastIndexOf(' ', LongestExcerpt) is > LongestExcerpt / 2 and var space ? space : LongestExcerpt;
        return string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[end - 1]) ? end - 1 : end), " …");
    }
}
