using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Reading; what changes a room is in the other half.</summary>
internal sealed partial class EventChat(
    RoomDoor door,
    IMessageStore messages,
    RoomNews news,
    IVisitStore visits,
    RoomVisits visiting,
    IUserDirectory users,
    MessageIds ids,
    SendingPace pace,
    ChatBell bell,
    ILiveUpdates live,
    IOptions<ChatSettings> settings,
    IStringLocalizer<MessagingTexts> texts,
    TimeProvider time) : IEventChat
{
    private const int PageSize = 50;
    private const string Away = "Messages cannot be reached at the moment. Please try again in a minute.";
    private const string NoSuchMessage = "There is no such message in this room.";

    public async Task<RoomAccess> FindAccessAsync(int eventId, int userId, CancellationToken cancellationToken)
    {
        var pass = await door.EnterAsync(eventId, userId, cancellationToken);
        return pass.IsSuccess ? pass.Value.Access : RoomAccess.None;
    }

    public Task<Result<ChatRoom>> OpenAsync(int eventId, int userId, ChatView view, CancellationToken cancellationToken) =>
        InsideAsync<ChatRoom>(eventId, userId, async pass =>
        {
            var page = await ReadAsync(eventId, view, cancellationToken);
            if (!page.IsSuccess)
            {
                return page.Map<ChatPage, ChatRoom>(_ => throw Unexpected());
            }

            var pinned = await NameAsync(await messages.ReadPinnedAsync(eventId, ChatRoom.PinnedAtMost, cancellationToken), cancellationToken);
            var visited = await visits.FindAsync(eventId, [userId], cancellationToken);
            return new ChatRoom(
                pass.Access, pass.IsOrganizer, page.Value, pinned, visited.TryGetValue(userId, out var seen) ? new ChatPlace(seen.Timestamp, seen.Id.ToString()) : null);
        }, cancellationToken);

    public Task<Result<ChatPage>> ReadAsync(int eventId, int userId, string? before, string? after, CancellationToken cancellationToken) =>
        InsideAsync(eventId, userId, _ => ReadAsync(eventId, new ChatView(before, after), cancellationToken), cancellationToken);

    public Task<Result<ChatMessage>> GetAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<ChatMessage>(texts[Away].Value, async () =>
            ObjectIds.Parse(messageId) is { } id && await news.FindAsync(eventId, userId, id, cancellationToken) is { } found
                ? Show(found.Message, found.Sender)
                : await GetAloneAsync(eventId, userId, messageId, cancellationToken));

    // Says why there is nothing to see, and shows what only the organizer can see yet.
    private Task<Result<ChatMessage>> GetAloneAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken) =>
        InsideAsync<ChatMessage>(eventId, userId, async _ => await FindAsync(eventId, messageId, cancellationToken) is { } message
            ? (await NameAsync([message], cancellationToken))[0]
            : Result<ChatMessage>.NotFound(texts[NoSuchMessage].Value), cancellationToken);

    public Task<Result<IReadOnlyList<ChatMessage>>> ReadPinnedAsync(int eventId, int userId, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<IReadOnlyList<ChatMessage>>(texts[Away].Value, async () =>
        {
            var pass = await door.ListenAsync(eventId, userId, cancellationToken);
            return pass.IsSuccess
                ? Result.Success(await NameAsync(await messages.ReadPinnedAsync(eventId, ChatRoom.PinnedAtMost, cancellationToken), cancellationToken))
                : pass.Map<RoomPass, IReadOnlyList<ChatMessage>>(_ => throw Unexpected());
        });

    public async Task<Result> MarkSeenAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken)
    {
        var message = await GetAsync(eventId, userId, messageId, cancellationToken);
        return (!message.IsSuccess ? message : await StoreAnswers.OrUnavailableAsync<ChatMessage>(texts[Away].Value, async () =>
        {
            await visiting.AdvanceAsync(eventId, userId, new MessageKey(message.Value.Timestamp, ObjectIds.Parse(message.Value.Id)!.Value), cancellationToken);
            return message;
        })).Map();
    }

    private async Task<Result<ChatPage>> ReadAsync(int eventId, ChatView view, CancellationToken cancellationToken)
    {
        if (view is { Before: not null, After: not null })
        {
            return Result<ChatPage>.Invalid(new ValidationError("after", texts["Name the message before or the one after, not both."].Value));
        }

        if ((view.Around ?? view.Before ?? view.After) is not { } neighbour)
        {
            return await ReadOlderAsync(eventId, from: null, PageSize, cancellationToken);
        }

        if (await FindAsync(eventId, neighbour, cancellationToken) is not { } found)
        {
            return Result<ChatPage>.NotFound(texts[NoSuchMessage].Value);
        }

        if (view.Around is null)
        {
            return view.Before is not null
                ? await ReadOlderAsync(eventId, found.Key, PageSize, cancellationToken)
                : await ReadNewerAsync(eventId, found.Key, PageSize, cancellationToken);
        }

        var older = await ReadOlderAsync(eventId, found.Key, PageSize / 2, cancellationToken);
        var newer = await ReadNewerAsync(eventId, found.Key, (PageSize / 2) - 1, cancellationToken);
        return new ChatPage([.. older.Messages, .. await NameAsync([found], cancellationToken), .. newer.Messages], older.HasOlder, newer.HasNewer);
    }

    // One more than the page shows tells whether there is another page.
    private async Task<ChatPage> ReadOlderAsync(int eventId, MessageKey? from, int size, CancellationToken cancellationToken)
    {
        var read = await messages.ReadAsync(eventId, from, HistoryDirection.Older, size + 1, cancellationToken);
        return new ChatPage(await NameAsync([.. read.Take(size).Reverse()], cancellationToken), HasOlder: read.Count > size, HasNewer: from is not null);
    }

    private async Task<ChatPage> ReadNewerAsync(int eventId, MessageKey from, int size, CancellationToken cancellationToken)
    {
        var read = await messages.ReadAsync(eventId, from, HistoryDirection.Newer, size + 1, cancellationToken);
        return new ChatPage(await NameAsync([.. read.Take(size)], cancellationToken), HasOlder: true, HasNewer: read.Count > size);
    }

    private Task<Result<T>> InsideAsync<T>(int eventId, int userId, Func<RoomPass, Task<Result<T>>> act, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<T>(texts[Away].Value, async () =>
        {
            var pass = await door.EnterAsync(eventId, userId, cancellationToken);
            return pass.IsSuccess ? await act(pass.Value) : pass.Map<RoomPass, T>(_ => throw Unexpected());
        });

    private static InvalidOperationException Unexpected() => new("A refusal has no value.");

    private async Task<StoredMessage?> FindAsync(int eventId, string messageId, CancellationToken cancellationToken) =>
        ObjectIds.Parse(messageId) is { } id ? await messages.FindAsync(eventId, id, cancellationToken) : null;

    private async Task<IReadOnlyList<ChatMessage>> NameAsync(IReadOnlyList<StoredMessage> page, CancellationToken cancellationToken)
    {
        if (page.Count == 0)
        {
            return [];
        }

        var senders = await users.FindManyAsync([.. page.Select(message => message.SenderId).Distinct()], cancellationToken);
        return [.. page.Select(message => Show(message, senders.GetValueOrDefault(message.SenderId)))];
    }

    private ChatMessage Show(StoredMessage message, UserProfile? sender)
    {
        var removed = message.RemovedAt is not null;
        return new ChatMessage(
            message.Id.ToString(),
            message.EventId,
            message.SenderId,
            sender?.DisplayName ?? texts["Unknown sender"].Value,
            string.Equals(message.SenderRole, SenderRoles.Organizer, StringComparison.Ordinal),
            removed ? "" : message.Message,
            message.Timestamp,
            message.Edited,
            message.UpdatedAt)
        {
            IsRemoved = removed,
            IsAnnouncement = message.Announcement,
            PinnedAt = message.PinnedAt,
            EditableUntil = removed ? null : message.Timestamp + settings.Value.EditWithin,
            ClientId = message.ClientId,
        };
    }
}
