using Mov.Modules.Messaging.Data;

namespace Mov.Modules.Messaging.Chat;

/// <summary>The newest messages of a room, from which everyone's count of new ones is worked out. It is bounded: beyond it a count is "more than".</summary>
internal sealed class RoomTail
{
    /// <summary>The highest count that is named.</summary>
    public const int CountedAtMost = 999;

    /// <summary>How many messages are looked at.</summary>
    public const int Limit = CountedAtMost + 1;

    private readonly IReadOnlyList<NumberedMessage> _newestFirst;

    public RoomTail(IReadOnlyList<NumberedMessage> newestFirst) => _newestFirst = newestFirst;

    public long LastNumber => _newestFirst.Count > 0 ? _newestFirst[0].Number : 0;

    /// <summary>The messages after a number that somebody else than the reader wrote and the reader did not see, newest first. Announcements are told on their own.</summary>
    /// <param name="readerId">Who reads; 0 for nobody in particular.</param>
    /// <param name="after">The number.</param>
    /// <param name="seen">The newest message that the reader saw in the room.</param>
    public IReadOnlyList<NumberedMessage> Unseen(int readerId, long after, MessageKey? seen = null)
    {
        List<NumberedMessage> byOthers = [.. _newestFirst.TakeWhile(message => message.Number > after).Where(message => message.SenderId != readerId && !message.IsAnnouncement)];
        if (seen is { } last && byOthers.Exists(message => !message.Key.IsAfter(last)))
        {
            // A message of an instance whose clock is behind stands before what was seen; its number says that it came later.
            var through = NumberAt(last);
            byOthers.RemoveAll(message => !message.Key.IsAfter(last) && message.Number <= through);
        }

        return byOthers;
    }

    /// <summary>Whether the person saw all that an unread notification tells of.</summary>
    public bool IsSeen(StoredNotification told, MessageKey? seen) =>
        seen is not null && told is { Read: false, SeenThrough: { } before } && Unseen(told.UserId, before, seen).Count == 0;

    private long NumberAt(MessageKey seen) =>
        _newestFirst.Where(message => !message.Key.IsAfter(seen)).Aggregate((newest, next) => next.Key.IsAfter(newest.Key) ? next : newest).Number;
}
