namespace Mov.Testing.Invariants;

/// <summary>Every message told everyone concerned, and a busy room makes one unread notification per person.</summary>
internal static class Rooms
{
    public static IEnumerable<string> FindViolations(IReadOnlyList<EventFacts> events, MessagingFacts messaging)
    {
        var pending = messaging.Messages.Count(message => message.IsPending);
        foreach (var violation in HouseInvariants.Unless(pending == 0, $"{pending} messages have still to be told of."))
        {
            yield return violation;
        }

        var unread = messaging.Notifications
            .Where(notification => notification.Type == "MESSAGE" && !notification.Read && notification.EventId is not null)
            .GroupBy(notification => (EventId: notification.EventId!.Value, notification.UserId))
            .ToDictionary(group => group.Key, group => group.Count());
        foreach (var (key, count) in unread.Where(one => one.Value > 1))
        {
            yield return $"Event {key.EventId}: person {key.UserId} has {count} unread notifications of the room.";
        }

        var told = messaging.Notifications.Where(notification => notification.Type == "MESSAGE").Select(notification => (notification.EventId, notification.UserId)).ToHashSet();
        foreach (var one in events)
        {
            var senders = messaging.Messages.Where(message => message.EventId == one.EventId).Select(message => message.SenderId).ToHashSet();

            // The organizer was there all the time.
            if (senders.Any(sender => sender != one.OrganizerId) && !told.Contains((one.EventId, one.OrganizerId)))
            {
                yield return $"Event {one.EventId}: the organizer was not told of the messages.";
            }
        }
    }
}
