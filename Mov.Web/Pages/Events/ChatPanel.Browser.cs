using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Mov.Modules.Messaging.Contracts;

namespace Mov.Web.Pages.Events;

/// <summary>The browser's part in the room: it says where the reader is and who is writing, and keeps what has not arrived.</summary>
public sealed partial class ChatPanel
{
    private ElementReference _element;
    private DotNetObjectReference<ChatPanel>? _self;
    private IJSObjectReference? _script;

    /// <summary>The browser shows the end of the room, or no longer.</summary>
    [JSInvokable]
    public async Task AtEndAsync(bool isAtEnd)
    {
        _isAtEnd = isAtEnd;
        if (!isAtEnd || _timeline.HasNewer)
            return;
        if (_below > 0)
        {
            _below = 0;
            StateHasChanged();
        }

        await MarkSeenSoonAsync();
    }

    /// <summary>The person is writing.</summary>
    [JSInvokable]
    public void Typing() => _stay?.Type();

    /// <summary>The browser's time zone, and what it kept of messages that had not arrived.</summary>
    /// <returns>Those of them that are here.</returns>
    [JSInvokable]
    public IReadOnlyList<string> Arrive(string? zone, IReadOnlyList<UnsentMessage>? unsent)
    {
        if (zone is { Length: > 0 and < 100 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var clocks))
            _readerClocks = clocks;
        foreach (var message in unsent ?? [])
        {
            if (_access == RoomAccess.Write && message is { ClientId.Length: > 0, Text.Length: > 0 } && _outgoing.TrueForAll(outgoing => outgoing.ClientId != message.ClientId))
                _outgoing.Add(new Outgoing(message.ClientId, message.Text, message.Announce && _isOrganizer) { Problem = T["The connection was lost."] });
        }

        DropDelivered();
        StateHasChanged();
        return [.. (unsent ?? []).Select(message => message.ClientId).Where(IsDelivered)];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", _left.Token, $"./{Assets["Pages/Events/ChatPanel.razor.js"]}");
            if (module is null)
                return;
            _script = await module.InvokeAsync<IJSObjectReference>("start", _left.Token, _element, _self, $"{UserId}:{EventId}");
            if (_wanted is not null)
                await ScriptAsync("show", _wanted);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left before it was complete.
        }
    }

    private async Task ScriptAsync(string what, params object?[] arguments)
    {
        try
        {
            if (_script is not null)
                await _script.InvokeVoidAsync(what, _left.Token, arguments);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is being left.
        }
    }
}

/// <summary>A message that the browser kept because it had not heard of its arrival.</summary>
public sealed record UnsentMessage(string ClientId, string Text, bool Announce);
