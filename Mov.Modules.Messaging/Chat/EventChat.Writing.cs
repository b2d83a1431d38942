using Ardalis.Result;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Languages;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Sending, editing, removing and pinning.</summary>
internal sealed partial class EventChat
{
    private const int MaxClientIdLength = 64;

    // For other clients, which show what the field holds.
    private const string RemovedText = "This message was removed by the organizer.";

    public Task<Result<ChatMessage>> SendAsync(int eventId, int userId, string text, string? clientId, CancellationToken cancellationToken) =>
        SendAsync(eventId, userId, text, clientId, announcement: false, cancellationToken);

    public Task<Result<ChatMessage>> AnnounceAsync(int eventId, int userId, string text, string? clientId, CancellationToken cancellationToken) =>
        SendAsync(eventId, userId, text, clientId, announcement: true, cancellationToken);

    public Task<Result<ChatMessage>> EditAsync(int eventId, int userId, string messageId, string text, CancellationToken cancellationToken) =>
        WritingAsync(eventId, userId, async (_, sender) =>
        {
            if (await FindAsync(eventId, messageId, cancellationToken) is not { } message)
            {
                return Result<ChatMessage>.NotFound(texts[NoSuchMessage].Value);
            }

            if (message.SenderId != userId)
            {
                return Result<ChatMessage>.Forbidden(texts["You can edit your own messages only."].Value);
            }

            if (message.RemovedAt is not null)
            {
                return Result<ChatMessage>.Conflict(texts["The organizer removed this message."].Value);
            }

            var now = time.UtcMilliseconds();
            if (now > message.Timestamp + settings.Value.EditWithin)
            {
                return Result<ChatMessage>.Conflict(texts["A message can be edited for {0} after it was sent.", InWords(settings.Value.EditWithin)].Value);
            }

            var (clean, error) = MessageText.Read(text);
            if (error is not null)
            {
                return Result<ChatMessage>.Invalid(new ValidationError("Message", texts[error, MessageText.MaxLength, clean.Length].Value));
            }

            if (string.Equals(clean, message.Message, StringComparison.Ordinal))
            {
                return Show(message, sender);
            }

            // Between the look and the change only the organizer can come.
            if (await messages.EditAsync(eventId, message.Id, userId, clean, now, cancellationToken) is not { } edited)
            {
                return Result<ChatMessage>.Conflict(texts["The organizer removed this message."].Value);
            }

            Tell(edited);
            return Show(edited, sender);
        }, cancellationToken);

    public Task<Result<ChatMessage>> RemoveAsync(int eventId, int userId, string messageId, CancellationToken cancellationToken) =>
        AsOrganizerAsync(eventId, userId, messageId, message =>
            messages.RemoveAsync(eventId, message.Id, userId, RemovedText, time.UtcMilliseconds(), cancellationToken), NoSuchMessage, cancellationToken);

    public Task<Result<ChatMessage>> PinAsync(int eventId, int userId, string messageId, bool pinned, CancellationToken cancellationToken) =>
        AsOrganizerAsync(eventId, userId, messageId, message =>
            messages.PinAsync(eventId, message.Id, pinned ? time.UtcMilliseconds() : null, cancellationToken), "Only an announcement can be pinned.", cancellationToken);

    private Task<Result<ChatMessage>> SendAsync(int eventId, int userId, string text, string? clientId, bool announcement, CancellationToken cancellationToken) =>
        WritingAsync(eventId, userId, async (pass, sender) =>
        {
            if (announcement && !pass.IsOrganizer)
            {
                return Result<ChatMessage>.Forbidden(texts["Only the organizer can announce something."].Value);
            }

            var (clean, error) = MessageText.Read(text);
            if (error is not null)
            {
                return Result<ChatMessage>.Invalid(new ValidationError("Message", texts[error, MessageText.MaxLength, clean.Length].Value));
            }

            if (clientId is { Length: > MaxClientIdLength })
            {
                return Result<ChatMessage>.Invalid(new ValidationError("ClientId", $"A client id has at most {MaxClientIdLength} characters."));
            }

            return await pace.InTurnAsync(userId, () => StoreAsync(eventId, sender, pass, clean, string.IsNullOrEmpty(clientId) ? null : clientId, announcement, cancellationToken), cancellationToken);
        }, cancellationToken);

    private async Task<Result<ChatMessage>> StoreAsync(
        int eventId, UserProfile sender, RoomPass pass, string text, string? clientId, bool announcement, CancellationToken cancellationToken)
    {
        if (await pace.FindWaitAsync(sender.Id, cancellationToken) is { } wait)
        {
            // What was stored already is not sent again: that is no haste.
            return clientId is not null && await messages.FindSentAsync(sender.Id, clientId, cancellationToken) is { } sent && sent.EventId == eventId
                ? Show(sent, sender)
                : Result<ChatMessage>.Conflict(TooFast(wait));
        }

        var key = ids.Next();
        var stored = await messages.AddAsync(
            new StoredMessage
            {
                Id = key.Id,
                EventId = eventId,
                SenderId = sender.Id,
                SenderRole = pass.IsOrganizer ? SenderRoles.Organizer : SenderRoles.Participant,
                Message = text,
                Timestamp = key.Timestamp,
                CreatedAt = key.Timestamp,
                UpdatedAt = key.Timestamp,
                ClientId = clientId,
                Pending = key.Timestamp,
                Announcement = announcement,
                PinnedAt = announcement ? key.Timestamp : null,
            },
            cancellationToken);
        if (stored.EventId != eventId)
        {
            return Result<ChatMessage>.Conflict(texts["This message was already sent to another room."].Value);
        }

        Tell(stored);
        bell.Ring();
        return Show(stored, sender);
    }

    private Task<Result<ChatMessage>> WritingAsync(int eventId, int userId, Func<RoomPass, UserProfile, Task<Result<ChatMessage>>> act, CancellationToken cancellationToken) =>
        InsideAsync<ChatMessage>(eventId, userId, async pass =>
        {
            if (pass.Access != RoomAccess.Write)
            {
                return Result<ChatMessage>.Forbidden(texts["This event is over or was canceled; its room can only be read."].Value);
            }

            return await users.FindAsync(userId, cancellationToken) is { IsActive: true } sender
                ? await act(pass, sender)
                : Result<ChatMessage>.Forbidden(texts["Only active accounts can write here."].Value);
        }, cancellationToken);

    private Task<Result<ChatMessage>> AsOrganizerAsync(
        int eventId, int userId, string messageId, Func<StoredMessage, Task<StoredMessage?>> change, string refusal, CancellationToken cancellationToken) =>
        InsideAsync<ChatMessage>(eventId, userId, async pass =>
        {
            if (!pass.IsOrganizer || await users.FindAsync(userId, cancellationToken) is not { IsActive: true })
            {
                return Result<ChatMessage>.Forbidden(texts["Only the organizer can do this."].Value);
            }

            if (await FindAsync(eventId, messageId, cancellationToken) is not { } message)
            {
                return Result<ChatMessage>.NotFound(texts[NoSuchMessage].Value);
            }

            if (await change(message) is not { } changed)
            {
                return Result<ChatMessage>.Conflict(texts[refusal].Value);
            }

            Tell(changed);
            return (await NameAsync([changed], cancellationToken))[0];
        }, cancellationToken);

    private void Tell(StoredMessage message) => live.Publish(LiveTopics.Chat(message.EventId), message.Id.ToString());

    private string TooFast(TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return texts.Count(
                settings.Value.MessagesAtOnce, "You can send {0} message in {1} seconds.", "You can send {0} messages in {1} seconds.", (int)settings.Value.MessagesWithin.TotalSeconds)
            + " " + texts.Count(seconds, "Please wait {0} second.", "Please wait {0} seconds.");
    }

    private string InWords(TimeSpan window) => window.TotalMinutes >= 1
        ? texts.Count((long)window.TotalMinutes, "one minute", "{0} minutes")
        : texts.Count((long)window.TotalSeconds, "one second", "{0} seconds");
}
