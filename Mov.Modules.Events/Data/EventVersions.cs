using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Events.Data;

/// <summary>How two who change the same event notice each other: every change makes <c>updated_at</c> another one, and names the one it saw inside its UPDATE.</summary>
internal static class EventVersions
{
    /// <summary>The event, as long as it has the state and the version in which it was seen.</summary>
    public static IQueryable<Event> StillAs(this IQueryable<Event> events, Event seen)
    {
        var (id, status, version) = (seen.Id, seen.Status, seen.Version);
        return events.Where(@event =>
            @event.Id == id && @event.Status == status && (@event.UpdatedAt ?? @event.CreatedAt ?? DateTime.UnixEpoch) == version);
    }

    /// <summary>The version after this one: now, yet never the same again, however coarse or wrong the clock is.</summary>
    public static DateTime NextVersion(this Event seen, DateTime now) => now > seen.Version ? now : seen.Version.AddMicroseconds(1);

    /// <summary>Tells open pages that the event changed.</summary>
    public static void Tell(this ILiveUpdates live, int eventId)
    {
        live.Publish(LiveTopics.Event(eventId));
        live.Publish(LiveTopics.Events, eventId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
