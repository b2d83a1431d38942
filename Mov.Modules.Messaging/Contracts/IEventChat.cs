using Ardalis.Result;

namespace Mov.Modules.Messaging.Contracts;

/// <summary>The room of an event. Open to its organizer and to those with a seat; Forbidden to everyone else, NotFound where the event cannot be seen.
/// New and changed messages are told under <see cref="Shared.Live.LiveTopics.Chat"/>.</summary>
public interface IEventChat
{
    /// <summary>Whether the person may read and write here.</summary>
    Task<RoomAccess> FindAccessAsync(int eventId, int userId, CancellationToken cancellationToken);

    /// <summary>A page of messages, oldest first within the page: the newest ones, those before or those after a message.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="userId">Who reads.</param>
    /// <param name="before">Only messages before this one's id; exclusive with <paramref name="after"/>.</param>
    /// <param name="after">Only messages after this one's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<Result<ChatPage>> ReadAsync(int eventId, int userId, string? before, string? after, CancellationToken cancellationToken);

    /// <summary>One message again, after an update told of it.</summary>
    Task<Result<ChatMessage>> GetAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken);

    /// <summary>Stores a message and tells those it concerns. The same <paramref name="clientId"/> from the same sender stores once and answers with the first.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="userId">Who writes.</param>
    /// <param name="text">1 to 2,000 characters after trimming; Invalid under <c>Message</c> otherwise.</param>
    /// <param name="clientId">Chosen by the page, at most 64 characters.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message; Invalid; Forbidden; NotFound; Unavailable with a sentence when the store is away.</returns>
    Task<Result<ChatMessage>> SendAsync(int eventId, int userId, string text, string? clientId, CancellationToken cancellationToken);

    /// <summary>Replaces the text of one's own message; it is marked as edited.</summary>
    /// <returns>As for <see cref="SendAsync"/>; Forbidden for another's message.</returns>
    Task<Result<ChatMessage>> EditAsync(int eventId, int userId, string messageId, string text, CancellationToken cancellationToken);
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

/// <summary>A message of a room.</summary>
/// <param name="Id">The message's ObjectId, 24 hexadecimal digits; grows with time.</param>
/// <param name="EventId">The room's event.</param>
/// <param name="SenderId">The account that wrote it.</param>
/// <param name="SenderName">That account's display name.</param>
/// <param name="IsFromOrganizer">Whether it was written by the organizer.</param>
/// <param name="Text">Plain text; pages encode it.</param>
/// <param name="Timestamp">When it was sent, in UTC.</param>
/// <param name="Edited">Whether the text was replaced since.</param>
/// <param name="UpdatedAt">When it last changed, in UTC.</param>
public sealed record ChatMessage(
    string Id, int EventId, int SenderId, string SenderName, bool IsFromOrganizer, string Text, DateTime Timestamp, bool Edited, DateTime UpdatedAt);

/// <summary>Up to 50 messages, oldest first, and whether there are more on either side.</summary>
public sealed record ChatPage(IReadOnlyList<ChatMessage> Messages, bool HasOlder, bool HasNewer);
