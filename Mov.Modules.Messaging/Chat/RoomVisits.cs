using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Keeps how far people have read in a room, and marks the notification of what they saw there as read. Everyone who looks at a room sees a message at the same moment,
/// so what comes together is written together.</summary>
internal sealed class RoomVisits
{
    private const int MostAtOnce = 1_000;

    private readonly IVisitStore _visits;
    private readonly IMessageStore _messages;
    private readonly INotificationStore _notifications;
    private readonly ILiveUpdates _live;
    private readonly TimeProvider _time;
    private readonly GatheredCalls<Visit, bool> _writes;

    public RoomVisits(IVisitStore visits, IMessageStore messages, INotificationStore notifications, ILiveUpdates live, TimeProvider time)
    {
        (_visits, _messages, _notifications, _live, _time) = (visits, messages, notifications, live, time);
        _writes = new GatheredCalls<Visit, bool>(WriteAsync, MostAtOnce);
    }

    /// <summary>The person saw the room up to this message. It never goes back.</summary>
    public Task AdvanceAsync(int eventId, int userId, MessageKey seen, CancellationToken cancellationToken) =>
        _writes.AskAsync(new Visit(eventId, userId, seen), cancellationToken);

    private async Task<Dictionary<Visit, bool>> WriteAsync(Visit[] visits)
    {
        await Task.WhenAll(visits.GroupBy(visit => visit.EventId).Select(room => WriteAsync(room.Key, [.. room])));
        return [];
    }

    private async Task WriteAsync(int eventId, Visit[] visits)
    {
        foreach (var together in visits.GroupBy(visit => visit.Seen, visit => visit.UserId))
        {
            await _visits.AdvanceAsync(eventId, [.. together], together.Key, CancellationToken.None);
        }

        // After the visit is there: whoever is being told at this moment looks at the visits again afterwards.
        var newest = await _notifications.FindInRoomAsync(eventId, [.. visits.Select(visit => visit.UserId).Distinct()], CancellationToken.None);
        List<StoredNotification> unread = [.. newest.Values.Where(one => !one.Read)];
        if (unread.Count == 0)
        {
            return;
        }

        var tail = new RoomTail(await _messages.ReadTailAsync(eventId, RoomTail.Limit, CancellationToken.None));
        var seen = await _visits.FindAsync(eventId, [.. unread.Select(one => one.UserId)], CancellationToken.None);
        List<RoomChange> settled = [.. unread
            .Where(one => seen.TryGetValue(one.UserId, out var last) && tail.IsSeen(one, last))
            .Select(one => RoomChange.Read(one, _time.UtcMilliseconds()))];
        if (settled.Count == 0)
        {
            return;
        }

        await _notifications.ApplyInRoomAsync(settled, CancellationToken.None);
        foreach (var change in settled)
        {
            _live.Publish(LiveTopics.Notifications(change.After.UserId));
        }
    }

    private sealed record Visit(int EventId, int UserId, MessageKey Seen);
}
