using System.Text.Json.Serialization;
using Ardalis.Result;
using Mov.Modules.Events.Contracts;

namespace Mov.Modules.Messaging.Contracts;

/// <summary>The room of an event. Open to its organizer and to those with a seat; Forbidden to everyone else, NotFound where the event cannot be seen.
/// New and changed messages are told under <see cref="Shared.Live.LiveTopics.Chat"/>; who loses the seat is told under <see cref="Shared.Live.LiveTopics.Room"/>.
/// Every answer may be Unavailable with a sentence while the store is away.</summary>
public interface IEventChat
{
    /// <summary>Whether the person may read and write here.</summary>
    Task<RoomAccess> FindAccessAsync(int eventId, int userId, CancellationToken cancellationToken);

    /// <summary>All that a page shows at first: what the person may do, the pinned announcements, how far the person had read, and a page of messages.</summary>
    /// <returns>The room; NotFound also for a view of a message that is not in it.</returns>
    Task<Result<ChatRoom>> OpenAsync(int eventId, int userId, ChatView view, CancellationToken cancellationToken);

    /// <summary>A page of messages, oldest first within the page: the newest ones, those before or those after a message.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="userId">Who reads.</param>
    /// <param name="before">Only messages before this one's id; exclusive with <paramref name="after"/>.</param>
    /// <param name="after">Only messages after this one's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<Result<ChatPage>> ReadAsync(int eventId, int userId, string? before, string? after, CancellationToken cancellationToken);

    /// <summary>One message again, after an update told of it.</summary>
    Task<Result<ChatMessage>> GetAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken);

    /// <summary>The pinned announcements, the last pinned first, 20 at most; also for those on the waitlist, whom announcements reach, too.</summary>
    Task<Result<IReadOnlyList<ChatMessage>>> ReadPinnedAsync(int eventId, int userId, CancellationToken cancellationToken);

    /// <summary>Keeps that the person saw the room up to this message; it never goes back. A notification of what was seen counts as read from then on, and nobody is notified
    /// of what they saw.</summary>
    Task<Result> MarkSeenAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken);

    /// <summary>Stores a message and tells those it concerns. The same <paramref name="clientId"/> from the same sender stores once and answers with the first.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="userId">Who writes.</param>
    /// <param name="text">1 to 2,000 characters after trimming; Invalid under <c>Message</c> otherwise.</param>
    /// <param name="clientId">Chosen by the page, at most 64 characters.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message; Invalid; Forbidden; NotFound; Conflict with a sentence when the person writes too fast (settings, section <c>Chat</c>).</returns>
    Task<Result<ChatMessage>> SendAsync(int eventId, int userId, string text, string? clientId, CancellationToken cancellationToken);

    /// <summary>Sends as the organizer to everyone: the message is pinned on top, and everyone enrolled or waiting gets a notification of type ANNOUNCEMENT.</summary>
    /// <returns>As for <see cref="SendAsync"/>; Forbidden for anyone but the organizer.</returns>
    Task<Result<ChatMessage>> AnnounceAsync(int eventId, int userId, string text, string? clientId, CancellationToken cancellationToken);

    /// <summary>Replaces the text of one's own message; it is marked as edited. Possible until <see cref="ChatMessage.EditableUntil"/>.</summary>
    /// <returns>As for <see cref="SendAsync"/>; Forbidden for another's message; Conflict with a sentence when it is too late or the message was removed.</returns>
    Task<Result<ChatMessage>> EditAsync(int eventId, int userId, string messageId, string text, CancellationToken cancellationToken);

    /// <summary>Takes a message's text away for everyone, on behalf of the organizer, also when the event is over; that there was a message stays. Again changes nothing.</summary>
    /// <returns>The message as everyone sees it now; Forbidden for anyone but the organizer; NotFound.</returns>
    Task<Result<ChatMessage>> RemoveAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken);

    /// <summary>Pins an announcement on top of the room, or unpins it, on behalf of the organizer, also when the event is over.</summary>
    /// <returns>The message; Forbidden for anyone but the organizer; NotFound; Conflict for what is no announcement or was removed.</returns>
    Task<Result<ChatMessage>> PinAsync(int eventId, int userId, string messageId, bool pinned, CancellationToken cancellationToken);
}

/// <summary>What a person may do in a room.</summary>
public enum RoomAccess
{
    /// <summary>Neither read nor write.</summary>
    None,

    /// <summary>Only read: the event is over or was canceled.</summary>
    Read,

    /// <summary>Read and write.</summary>
    Write,
}

/// <summary>Who may do what in a room, for whoever knows the event and the person's place already and only decides what to show; every call checks for itself.</summary>
public static class RoomRules
{
    /// <summary>Open to its organizer and to those with a seat; over or canceled, it can only be read.</summary>
    /// <param name="meeting">The event, as the person may see it.</param>
    /// <param name="userId">The person.</param>
    /// <param name="isEnrolled">Whether the person has a seat.</param>
    public static RoomAccess AccessFor(this EventDetails meeting, int userId, bool isEnrolled) => meeting.OrganizerId != userId && !isEnrolled
        ? RoomAccess.None
        : meeting.Status is EventStatus.Completed or EventStatus.Canceled ? RoomAccess.Read : RoomAccess.Write;
}

/// <summary>Which messages a page opens with: the newest, or those at a message. At most one is set.</summary>
/// <param name="Before">Those before this message's id.</param>
/// <param name="After">Those after it.</param>
/// <param name="Around">It and those on both sides.</param>
public sealed record ChatView(string? Before = null, string? After = null, string? Around = null)
{
    /// <summary>The newest messages.</summary>
    public static ChatView Newest { get; } = new();
}

/// <summary>A room as a person finds it.</summary>
/// <param name="Access">What the person may do.</param>
/// <param name="IsOrganizer">Whether the person organizes the event.</param>
/// <param name="Page">Messages.</param>
/// <param name="Pinned">Announcements on top, the last pinned first, 20 at most.</param>
/// <param name="Seen">The newest message that the person saw before; <see langword="null"/> at the first visit.</param>
public sealed record ChatRoom(RoomAccess Access, bool IsOrganizer, ChatPage Page, IReadOnlyList<ChatMessage> Pinned, ChatPlace? Seen)
{
    /// <summary>How many announcements stand on top at most.</summary>
    public const int PinnedAtMost = 20;
}

/// <summary>A message of a room.</summary>
/// <param name="Id">The message's ObjectId, 24 hexadecimal digits; grows with time.</param>
/// <param name="EventId">The room's event.</param>
/// <param name="SenderId">The account that wrote it.</param>
/// <param name="SenderName">That account's display name.</param>
/// <param name="IsFromOrganizer">Whether it was written by the organizer.</param>
/// <param name="Text">Plain text; pages encode it. Empty for a removed one.</param>
/// <param name="Timestamp">When it was sent, in UTC.</param>
/// <param name="Edited">Whether the text was replaced since.</param>
/// <param name="UpdatedAt">When it last changed, in UTC.</param>
public sealed record ChatMessage(
    string Id, int EventId, int SenderId, string SenderName, bool IsFromOrganizer, string Text, DateTime Timestamp, bool Edited, DateTime UpdatedAt)
{
    /// <summary>Whether the organizer removed it.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether it is an announcement of the organizer.</summary>
    public bool IsAnnouncement { get; init; }

    /// <summary>Since when it stands on top of the room, in UTC; <see langword="null"/> for what does not.</summary>
    public DateTime? PinnedAt { get; init; }

    /// <summary>Whether it stands on top of the room.</summary>
    [JsonIgnore]
    public bool IsPinned => PinnedAt is not null;

    /// <summary>Until when its sender may edit it, in UTC; <see langword="null"/> for a removed one.</summary>
    public DateTime? EditableUntil { get; init; }

    /// <summary>What the sender's page called it.</summary>
    public string? ClientId { get; init; }

    /// <summary>Where it stands in the room.</summary>
    [JsonIgnore]
    public ChatPlace Place => new(Timestamp, Id);
}

/// <summary>A message's place in the history of its room: by time, and by id within the same time.</summary>
public sealed record ChatPlace(DateTime Timestamp, string Id)
{
    /// <summary>Whether it comes after another one.</summary>
    public bool IsAfter(ChatPlace other) =>
        Timestamp > other.Timestamp || (Timestamp == other.Timestamp && string.CompareOrdinal(Id, other.Id) > 0);
}

/// <summary>Up to 50 messages, oldest first, and whether there are more on either side.</summary>
public sealed record ChatPage(IReadOnlyList<ChatMessage> Messages, bool HasOlder, bool HasNewer);
