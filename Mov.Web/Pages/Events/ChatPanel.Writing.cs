using Ardalis.Result;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Mov.Modules.Messaging.Contracts;
using Mov.Web.Components;
using Mov.Web.Hosting.Security;

namespace Mov.Web.Pages.Events;

/// <summary>Sending, editing, removing and pinning.</summary>
public sealed partial class ChatPanel
{
    private readonly List<Outgoing> _outgoing = [];
    private string? _draftError;
    private string? _changeError;
    private string? _removeError;
    private string? _editing;
    private string? _removing;

    [SupplyParameterFromForm(FormName = "message")] public MessageForm? Draft { get; set; }

    [SupplyParameterFromForm(FormName = "edit")] public MessageForm? Change { get; set; }

    /// <summary>Nothing but the question; the message is in the address.</summary>
    [SupplyParameterFromForm(FormName = "remove")] public MessageForm? Removal { get; set; }

    /// <summary>The message to pin, or with a minus sign to unpin.</summary>
    [SupplyParameterFromForm(FormName = "pin", Name = "pinned")] public string? PinChoice { get; set; }

    private bool CanEdit(ChatMessage message) =>
        _access == RoomAccess.Write && message.SenderId == UserId && message.EditableUntil is { } until && time.GetUtcNow().UtcDateTime < until;

    private void Open(string? edit, string? remove)
    {
        Removal ??= new MessageForm();
        if (edit is not null && _timeline.Messages.FirstOrDefault(message => message.Id == edit && message.SenderId == UserId) is { } own)
            Open(own, Http?.Features.Get<HeldPost>()?.Typed("Change.Text"));
        else if (remove is not null && _isOrganizer)
            _removing = remove;
    }

    private async Task SendAsync()
    {
        _draftError = null;
        var text = Draft!.Text ?? string.Empty;
        if (!RendererInfo.IsInteractive)
        {
            var sent = await DeliverAsync(text, Draft.ClientId, Draft.Announce);
            if (sent.IsSuccess)
                navigation.NavigateTo($"/events/{EventId}#room");
            else
                _draftError = Http!.Refuse(sent);
            return;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            _draftError = T["Write something first."];
            return;
        }

        var outgoing = new Outgoing(Draft.ClientId, text.Trim(), Draft.Announce);
        _outgoing.Add(outgoing);
        Draft = new MessageForm();
        _stay?.Rest();
        StateHasChanged();
        await ScriptAsync("hold", outgoing.ClientId, outgoing.Text, outgoing.Announce);
        if (_timeline.HasNewer)
            await ShowNewestAsync();
        await DeliverAsync(outgoing);
    }

    // It was about another text.
    private void ForgetDraftError() => _draftError = null;

    private async Task DeliverAsync(Outgoing outgoing)
    {
        outgoing.Problem = null;
        var sent = await DeliverAsync(outgoing.Text, outgoing.ClientId, outgoing.Announce);
        if (sent.IsSuccess)
        {
            Place(sent.Value);
            await ScriptAsync("drop", outgoing.ClientId);
        }
        else if (sent.Status == ResultStatus.Invalid && string.IsNullOrEmpty(Draft!.Text))
        {
            // Back to where it can be changed.
            _outgoing.Remove(outgoing);
            Draft = new MessageForm { Text = outgoing.Text, Announce = outgoing.Announce };
            _draftError = Answers.Sentence(sent, T);
            await ScriptAsync("drop", outgoing.ClientId);
        }
        else if (sent.Status is ResultStatus.Forbidden or ResultStatus.NotFound && await chat.FindAccessAsync(EventId, UserId, _left.Token) == RoomAccess.None)
        {
            Shut();
        }
        else
        {
            outgoing.Problem = Answers.Sentence(sent, T);
        }
    }

    private Task<Result<ChatMessage>> DeliverAsync(string text, string clientId, bool announce) => announce
        ? chat.AnnounceAsync(EventId, UserId, text, clientId, _left.Token)
        : chat.SendAsync(EventId, UserId, text, clientId, _left.Token);

    private async Task Discard(Outgoing outgoing)
    {
        _outgoing.Remove(outgoing);
        await ScriptAsync("drop", outgoing.ClientId);
    }

    /// <summary>What has arrived is on its way no more, however it was learned.</summary>
    private void DropDelivered() => _outgoing.RemoveAll(outgoing => IsDelivered(outgoing.ClientId));

    private bool IsDelivered(string clientId) => _timeline.Messages.Any(message => message.SenderId == UserId && message.ClientId == clientId);

    private async Task StartEditing(ChatMessage message)
    {
        (Change, _removing) = (null, null);
        Open(message, typed: null);
        StateHasChanged();
        await ScriptAsync("focus", "room-edit");
    }

    private void Open(ChatMessage message, string? typed)
    {
        _editing = message.Id;
        _changeError = null;
        Change ??= new MessageForm { Text = typed ?? message.Text };
    }

    private async Task StopEditing()
    {
        var message = _editing;
        (_editing, Change) = (null, null);
        StateHasChanged();
        await ScriptAsync("focus", $"m-{message}");
    }

    private async Task SaveAsync()
    {
        if (_editing is not { } id || Change is not { } change)
            return;
        var changed = await chat.EditAsync(EventId, UserId, id, change.Text ?? string.Empty, _left.Token);
        if (!changed.IsSuccess)
        {
            _changeError = Http is null ? Answers.Sentence(changed, T) : Http.Refuse(changed);
        }
        else if (RendererInfo.IsInteractive)
        {
            Place(changed.Value);
            await StopEditing();
        }
        else
        {
            navigation.NavigateTo($"/events/{EventId}?message={id}#m-{id}");
        }
    }

    private async Task StartRemoving(ChatMessage message)
    {
        (_removing, _removeError, _editing, Change, Removal) = (message.Id, null, null, null, new MessageForm());
        StateHasChanged();
        await ScriptAsync("focus", "room-remove");
    }

    private async Task StopRemoving()
    {
        var message = _removing;
        _removing = null;
        StateHasChanged();
        await ScriptAsync("focus", $"m-{message}");
    }

    private async Task RemoveAsync()
    {
        if (_removing is not { } id)
            return;
        var removed = await chat.RemoveAsync(EventId, UserId, id, _left.Token);
        if (!removed.IsSuccess)
        {
            _removeError = Http is null ? Answers.Sentence(removed, T) : Http.Refuse(removed);
        }
        else if (RendererInfo.IsInteractive)
        {
            Place(removed.Value);
            await StopRemoving();
        }
        else
        {
            navigation.NavigateTo($"/events/{EventId}?message={id}#m-{id}");
        }
    }

    private Task TogglePinAsync(ChatMessage message) => PinAsync(message, !message.IsPinned);

    private async Task PinAsync(ChatMessage message, bool pinned)
    {
        // Without a circuit the button posts its form instead.
        if (!RendererInfo.IsInteractive)
            return;
        var changed = await chat.PinAsync(EventId, UserId, message.Id, pinned, _left.Token);
        if (changed.IsSuccess)
            Place(changed.Value);
        else
            _problem = Answers.Sentence(changed, T);
    }

    private async Task PostPinAsync()
    {
        if (PinChoice is not { Length: > 0 } choice)
            return;
        var changed = await chat.PinAsync(EventId, UserId, choice.TrimStart('-'), choice[0] != '-', _left.Token);
        if (changed.IsSuccess)
            navigation.NavigateTo($"/events/{EventId}#room");
        else
            _problem = Http!.Refuse(changed);
    }

    /// <summary>A message on its way.</summary>
    private sealed record Outgoing(string ClientId, string Text, bool Announce)
    {
        /// <summary>Why it did not arrive.</summary>
        public string? Problem { get; set; }
    }
}
