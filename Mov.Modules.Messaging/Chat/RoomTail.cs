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

    /// <summary>The messages after a number that somebody else than the reader wrote, newest first. Announcements are told on their own.</summary>
    public IEnumerable<NumberedMessage> ByOthers(int readerId, long after) =>
        _newestFirst.TakeWhile(message => message.Number > after).Where(message => message.SenderId != readerId && !message.IsAnnouncement);
}
