using Mov.Modules.Messaging.Contracts;

namespace Mov.Web.Pages.Events;

/// <summary>The messages of a room that a page shows: a stretch without gaps, each once, in order.</summary>
internal sealed class RoomTimeline
{
    /// <summary>Messages of one person closer together than this stand under one name.</summary>
    private static readonly TimeSpan OneBreath = TimeSpan.FromMinutes(5);

    private readonly List<ChatMessage> _messages = [];

    public IReadOnlyList<ChatMessage> Messages => _messages;

    public bool HasOlder { get; private set; }

    public bool HasNewer { get; private set; }

    public void Show(ChatPage page)
    {
        _messages.Clear();
        _messages.AddRange(page.Messages);
        (HasOlder, HasNewer) = (page.HasOlder, page.HasNewer);
    }

    public void Clear() => Show(new ChatPage([], HasOlder: false, HasNewer: false));

    public void AddOlder(ChatPage page)
    {
        ChatMessage[] older = [.. page.Messages.Where(message => _messages.Count == 0 || _messages[0].Place.IsAfter(message.Place))];
        _messages.InsertRange(0, older);
        HasOlder = page.HasOlder;
    }

    public void AddNewer(ChatPage page)
    {
        foreach (var message in page.Messages)
            Put(message);
        HasNewer = page.HasNewer;
    }

    /// <summary>Puts a message where it belongs: in place of its older version, or at its time.</summary>
    /// <returns>Whether it is new here and the last of the room.</returns>
    public bool Place(ChatMessage message)
    {
        var isLast = _messages.Count == 0 || message.Place.IsAfter(_messages[^1].Place);
        // Beyond the end of the stretch it would leave a gap; it comes with the newer ones.
        if (isLast && HasNewer)
            return true;
        Put(message);
        return isLast;
    }

    /// <summary>The messages with what stands between them: days, names and where the reader had stopped.</summary>
    public IEnumerable<RoomRow> Rows(int readerId, ChatPlace? seen, TimeZoneInfo zone)
    {
        ChatMessage? before = null;
        DateOnly? day = null;
        var isMarked = seen is null;
        foreach (var message in _messages)
        {
            var date = DateOnly.FromDateTime(message.Timestamp.In(zone));
            var isNewDay = date != day;
            var isFirstNew = !isMarked && message.SenderId != readerId && message.Place.IsAfter(seen!);
            isMarked |= isFirstNew;
            var follows = before is not null && !isNewDay && !isFirstNew
                && before.SenderId == message.SenderId && before.IsAnnouncement == message.IsAnnouncement && before.IsFromOrganizer == message.IsFromOrganizer
                && message.Timestamp - before.Timestamp < OneBreath;
            yield return new RoomRow(message, isNewDay ? date : null, isFirstNew, follows);
            (before, day) = (message, date);
        }
    }

    private void Put(ChatMessage message)
    {
        var index = _messages.FindIndex(other => !message.Place.IsAfter(other.Place));
        if (index < 0)
            _messages.Add(message);
        else if (_messages[index].Id == message.Id)
            _messages[index] = message;
        else if (index > 0 || !HasOlder)
            _messages.Insert(index, message);
    }
}

/// <summary>A message and what stands above it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Day">The day that begins with it, in the reader's zone.</param>
/// <param name="IsFirstNew">Whether it is the first that came since the reader's last visit.</param>
/// <param name="Follows">Whether it goes on under the name of the message before.</param>
internal sealed record RoomRow(ChatMessage Message, DateOnly? Day, bool IsFirstNew, bool Follows);

/// <summary>Times of messages on a reader's clocks.</summary>
internal static class RoomTimes
{
    public static DateTime In(this DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);
}
