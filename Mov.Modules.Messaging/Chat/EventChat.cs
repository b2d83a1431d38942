using Ardalis.Result;
using MongoDB.Bson;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Chat;

internal sealed class EventChat(
    RoomDoor door, IMessageStore messages, IUserDirectory users, MessageIds ids, ChatBell bell, ILiveUpdates live, TimeProvider time) : IEventChat
{
    private const int PageSize = 50;
    private const int MaxClientIdLength = 64;
    private const string Away = "Messages cannot be reached at the moment. Please try again in a minute.";
    private const string NoSuchMessage = "There is no such message in this room.";

    public async Task<RoomAccess> FindAccessAsync(int eventId, int userId, CancellationToken cancellationToken)
    {
        var pass = await door.EnterAsync(eventId, userId, cancellationToken);
        return pass.IsSuccess ? pass.Value.Access : RoomAccess.None;
    }

    public Task<Result<ChatPage>> ReadAsync(int eventId, int userId, string? before, string? after, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<ChatPage>(Away, async () =>
        {
            var pass = await door.EnterAsync(eventId, userId, cancellationToken);
            if (!pass.IsSuccess)
            {
                return pass.Map(_ => new ChatPage([], false, false));
            }

            if (before is not null && after is not null)
            {
                return Result<ChatPage>.Invalid(new ValidationError("after", "Name the message before or the one after, not both."));
            }

            MessageKey? from = null;
            if ((before ?? after) is { } neighbour)
            {
                if (await FindAsync(eventId, neighbour, cancellationToken) is not { } found)
                {
                    return Result<ChatPage>.NotFound(NoSuchMessage);
                }

                from = found.Key;
            }

            // One more than the page shows tells whether there is another page.
            var direction = after is null ? HistoryDirection.Older : HistoryDirection.Newer;
            var read = await messages.ReadAsync(eventId, from, direction, PageSize + 1, cancellationToken);
            var more = read.Count > PageSize;
            var shown = read.Take(PageSize);
            var page = await NameAsync([.. direction == HistoryDirection.Older ? shown.Reverse() : shown], cancellationToken);
            return direction == HistoryDirection.Older
                ? new ChatPage(page, HasOlder: more, HasNewer: before is not null)
                : new ChatPage(page, HasOlder: true, HasNewer: more);
        });

    public Task<Result<ChatMessage>> GetAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<ChatMessage>(Away, async () =>
        {
            var pass = await door.EnterAsync(eventId, userId, cancellationToken);
            if (!pass.IsSuccess)
            {
                return Refuse(pass);
            }

            return await FindAsync(eventId, messageId, cancellationToken) is { } message
                ? (await NameAsync([message], cancellationToken))[0]
                : Result<ChatMessage>.NotFound(NoSuchMessage);
        });

    public Task<Result<ChatMessage>> SendAsync(int eventId, int userId, string text, string? clientId, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<ChatMessage>(Away, async () =>
        {
            var pass = await door.EnterToWriteAsync(eventId, userId, cancellationToken);
            if (!pass.IsSuccess)
            {
                return Refuse(pass);
            }

            if (await users.FindAsync(userId, cancellationToken) is not { IsActive: true } sender)
            {
                return Result<ChatMessage>.Forbidden("Only active accounts can write here.");
            }

            var (clean, error) = MessageText.Read(text);
            if (error is not null)
            {
                return Result<ChatMessage>.Invalid(new ValidationError("Message", error));
            }

            if (clientId is { Length: > MaxClientIdLength })
            {
                return Result<ChatMessage>.Invalid(new ValidationError("ClientId", $"A client id has at most {MaxClientIdLength} characters."));
            }

            var key = ids.Next();
            var stored = await messages.AddAsync(
                new StoredMessage
                {
                    Id = key.Id,
                    EventId = eventId,
                    SenderId = userId,
                    SenderRole = pass.Value.IsOrganizer ? SenderRoles.Organizer : SenderRoles.Participant,
                    Message = clean,
                    Timestamp = key.Timestamp,
                    CreatedAt = key.Timestamp,
                    UpdatedAt = key.Timestamp,
                    ClientId = string.IsNullOrEmpty(clientId) ? null : clientId,
                    Pending = key.Timestamp,
                },
                cancellationToken);
            if (stored.EventId != eventId)
            {
                return Result<ChatMessage>.Conflict("This message was already sent to another room.");
            }

            bell.Ring();
            Tell(stored);
            return Show(stored, sender);
        });

    public Task<Result<ChatMessage>> EditAsync(int eventId, int userId, string messageId, string text, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<ChatMessage>(Away, async () =>
        {
            var pass = await door.EnterToWriteAsync(eventId, userId, cancellationToken);
            if (!pass.IsSuccess)
            {
                return Refuse(pass);
            }

            if (await users.FindAsync(userId, cancellationToken) is not { IsActive: true } sender)
            {
                return Result<ChatMessage>.Forbidden("Only active accounts can write here.");
            }

            if (await FindAsync(eventId, messageId, cancellationToken) is not { } message)
            {
                return Result<ChatMessage>.NotFound(NoSuchMessage);
            }

            if (message.SenderId != userId)
            {
                return Result<ChatMessage>.Forbidden("You can edit your own messages only.");
            }

            var (clean, error) = MessageText.Read(text);
            if (error is not null)
            {
                return Result<ChatMessage>.Invalid(new ValidationError("Message", error));
            }

            if (string.Equals(clean, message.Message, StringComparison.Ordinal))
            {
                return Show(message, sender);
            }

            if (await messages.EditAsync(eventId, message.Id, userId, clean, time.UtcMilliseconds(), cancellationToken) is not { } edited)
            {
                return Result<ChatMessage>.NotFound(NoSuchMessage);
            }

            Tell(edited);
            return Show(edited, sender);
        });

    private static Result<ChatMessage> Refuse(Result<RoomPass> pass) => pass.Map<RoomPass, ChatMessage>(_ => throw new InvalidOperationException("A pass is no refusal."));

    private async Task<StoredMessage?> FindAsync(int eventId, string messageId, CancellationToken cancellationToken) =>
        ObjectIds.Parse(messageId) is { } id ? await messages.FindAsync(eventId, id, cancellationToken) : null;

    private void Tell(StoredMessage message) => live.Publish(LiveTopics.Chat(message.EventId), message.Id.ToString());

    private async Task<IReadOnlyList<ChatMessage>> NameAsync(IReadOnlyList<StoredMessage> page, CancellationToken cancellationToken)
    {
        if (page.Count == 0)
        {
            return [];
        }

        var senders = await users.FindManyAsync([.. page.Select(message => message.SenderId).Distinct()], cancellationToken);
        return [.. page.Select(message => Show(message, senders.GetValueOrDefault(message.SenderId)))];
    }

    private static ChatMessage Show(StoredMessage message, UserProfile? sender) => new(
        message.Id.ToString(),
        message.EventId,
        message.SenderId,
        sender?.DisplayName ?? "Unknown sender",
        string.Equals(message.SenderRole, SenderRoles.Organizer, StringComparison.Ordinal),
        message.Message,
        message.Timestamp,
        message.Edited,
        message.UpdatedAt);
}
