using Ardalis.Result;
using Microsoft.JSInterop;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Live;

namespace Mov.Web.Pages.Events;

/// <summary>What comes by itself: messages, changes, who is there.</summary>
public sealed partial class ChatPanel
{
    private const int MostPagesAtOnce = 10;
    // Sooner than those who do not look are notified (settings, Chat:NotifyAfter).
    private static readonly TimeSpan SeenAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TypingSaidEvery = TimeSpan.FromSeconds(20);

    private readonly List<IDisposable> _subscriptions = [];
    private IRoomStay? _stay;
    private string? _typing;
    private string? _typingSaid;
    private DateTimeOffset _typingSaidAt;
    // Up to where the store knows that this reader saw the room.
    private ChatPlace? _marked;
    private int _below;
    private bool _isAtEnd;
    private bool _isMarking;
    private bool _isCatchingUp;

    private IReadOnlyList<RoomGuest> Here { get; set; } = [];

    public async ValueTask DisposeAsync()
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _stay?.Dispose();
        await _left.CancelAsync();
        _left.Dispose();
        try
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("stop");
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its part with it.
        }

        _self?.Dispose();
    }

    private void Follow()
    {
        _subscriptions.Add(updates.Subscribe(LiveTopics.Chat(EventId), update => WhileHereAsync(() => HearAsync(update))));
        _subscriptions.Add(updates.Subscribe(LiveTopics.Room(EventId, UserId), _ => WhileHereAsync(CheckAsync)));
        _subscriptions.Add(updates.Subscribe(LiveTopics.Event(EventId), _ => WhileHereAsync(CheckAsync)));
        _ = WhileHereAsync(EnterAsync);
    }

    private Task WhileHereAsync(Func<Task> act) => InvokeAsync(async () =>
    {
        if (_left.IsCancellationRequested)
            return;
        try
        {
            await act();
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
    });

    private async Task EnterAsync()
    {
        var stay = await presence.EnterAsync(EventId, UserId, () => InvokeAsync(ShowPeople), _left.Token);
        if (!stay.IsSuccess)
            return;
        if (_left.IsCancellationRequested || _isShut)
            stay.Value.Dispose();
        else
            _stay = stay.Value;
    }

    private void ShowPeople()
    {
        if (_stay is not { } stay || _left.IsCancellationRequested)
            return;
        Here = stay.Others;
        string[] writing = [.. Here.Where(guest => guest.IsTyping).Select(guest => guest.Name)];
        _typing = writing switch
        {
            [] => null,
            [var one] => T["{0} is typing …", one].Value,
            [var one, var two] => T["{0} and {1} are typing …", one, two].Value,
            _ => T["Several people are typing …"].Value,
        };
        // Once said is enough for a while: a lively room must not talk all the time.
        var now = time.GetUtcNow();
        if (_typing is null)
        {
            _typingSaid = null;
        }
        else if (now - _typingSaidAt > TypingSaidEvery)
        {
            (_typingSaid, _typingSaidAt) = (_typing, now);
        }

        StateHasChanged();
    }

    /// <summary>Whether the room is still open to the person, and for writing.</summary>
    private async Task CheckAsync()
    {
        var access = await chat.FindAccessAsync(EventId, UserId, _left.Token);
        if (access == RoomAccess.None)
            Shut();
        else
            _access = access;
        StateHasChanged();
    }

    private async Task HearAsync(LiveUpdate update)
    {
        if (_isShut)
            return;
        if (update.MayHaveMissed || update.Payload.Length == 0)
        {
            await CatchUpAsync();
        }
        else
        {
            var message = await chat.GetAsync(EventId, UserId, update.Payload, _left.Token);
            if (message.IsSuccess)
                Place(message.Value);
            else if (message.Status == ResultStatus.Unavailable)
                await CatchUpAsync();
            else if (message.Status == ResultStatus.Forbidden)
                Shut();
        }

        if (!_left.IsCancellationRequested)
            StateHasChanged();
    }

    private void Place(ChatMessage message)
    {
        var isKnown = _timeline.Messages.Any(other => other.Id == message.Id);
        var isLast = _timeline.Place(message);
        _pinned = [.. _pinned.Where(other => other.Id != message.Id).Concat(message.IsPinned ? [message] : []).OrderByDescending(other => other.PinnedAt).Take(ChatRoom.PinnedAtMost)];
        if (_editing == message.Id && message.IsRemoved)
            (_editing, Change) = (null, null);
        DropDelivered();
        if (!isLast || isKnown)
            return;
        if (message.SenderId == UserId || (_isAtEnd && !_timeline.HasNewer))
            _ = MarkSeenSoonAsync();
        else
            _below++;
    }

    /// <summary>Reads what is shown again, and all that came since: nothing that was told meanwhile is missed, nothing stands there twice.</summary>
    private async Task CatchUpAsync()
    {
        if (_isCatchingUp)
            return;
        _isCatchingUp = true;
        try
        {
            while (!await TryCatchUpAsync())
                await Task.Delay(RetryAfter, time, _left.Token);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _isCatchingUp = false;
        }
    }

    private async Task<bool> TryCatchUpAsync()
    {
        var view = _timeline.HasNewer ? new ChatView(Around: _timeline.Messages[_timeline.Messages.Count / 2].Id) : ChatView.Newest;
        var room = await chat.OpenAsync(EventId, UserId, view, _left.Token);
        if (!room.IsSuccess)
        {
            Refuse(room);
            StateHasChanged();
            return room.Status != ResultStatus.Unavailable;
        }

        var shown = _timeline.Messages;
        var read = room.Value;
        for (var pages = 1; !_timeline.HasNewer && shown.Count > 0 && read.Page is { HasOlder: true, Messages: [var first, ..] } && first.Place.IsAfter(shown[0].Place) && pages < MostPagesAtOnce; pages++)
        {
            var older = await chat.ReadAsync(EventId, UserId, first.Id, after: null, _left.Token);
            if (!older.IsSuccess)
                return older.Status != ResultStatus.Unavailable;
            read = read with { Page = new ChatPage([.. older.Value.Messages, .. read.Page.Messages], older.Value.HasOlder, HasNewer: false) };
        }

        _problem = null;
        var last = shown.Count > 0 ? shown[^1].Place : null;
        var others = last is null ? 0 : read.Page.Messages.Count(message => message.SenderId != UserId && message.Place.IsAfter(last));
        Show(read);
        if (_isAtEnd)
            _ = MarkSeenSoonAsync();
        else
            _below += others;
        StateHasChanged();
        return true;
    }

    // A lively room need not be written down message by message.
    private async Task MarkSeenSoonAsync()
    {
        if (_isMarking || !RendererInfo.IsInteractive)
            return;
        _isMarking = true;
        try
        {
            await Task.Delay(SeenAfter, time, _left.Token);
            await MarkSeenAsync();
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _isMarking = false;
        }
    }

    private async Task MarkSeenAsync()
    {
        if (_timeline.HasNewer || _timeline.Messages is not [.., var newest] || _isShut || (_marked is { } marked && !newest.Place.IsAfter(marked)))
            return;
        if ((await chat.MarkSeenAsync(EventId, UserId, newest.Id, _left.Token)).IsSuccess)
            _marked = newest.Place;
    }
}
