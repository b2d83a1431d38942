using Ardalis.Result;
using Microsoft.AspNetCore.Components;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Live;
using Mov.Web.Components;
using Mov.Web.Hosting.Security;

namespace Mov.Web.Pages.Events;

/// <summary>The room of an event: reading, sending and editing, with a circuit and without.</summary>
public sealed partial class ChatPanel(IEventChat chat, ILiveUpdates updates, NavigationManager navigation) : IDisposable
{
    private readonly List<ChatMessage> _messages = [];
    private readonly List<Outgoing> _outgoing = [];
    private readonly CancellationTokenSource _left = new();
    private IDisposable? _subscription;
    private string? _problem;
    private string? _draftError;
    private string? _changeError;
    private string? _editing;
    private bool _hasOlder;
    private bool _hasNewer;

    [Parameter, EditorRequired] public required int EventId { get; set; }

    [Parameter, EditorRequired] public required int UserId { get; set; }

    [Parameter] public RoomAccess Access { get; set; } = RoomAccess.Write;

    /// <summary>Without a circuit: shows the messages before this one.</summary>
    [Parameter] public string? Before { get; set; }

    /// <summary>Without a circuit: opens this message for editing.</summary>
    [Parameter] public string? Edit { get; set; }

    /// <summary>What the page was rendered with, so that the circuit shows the same at once.</summary>
    [PersistentState] public ChatPage? Rendered { get; set; }

    [SupplyParameterFromForm(FormName = "message")] public MessageForm? Draft { get; set; }

    [SupplyParameterFromForm(FormName = "edit")] public MessageForm? Change { get; set; }

    [CascadingParameter] private HttpContext? Http { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Draft ??= new MessageForm { Text = Http?.Features.Get<HeldPost>()?.Typed("Draft.Text") };
        if (RendererInfo.IsInteractive)
        {
            if (Rendered is { } rendered)
                Show(rendered);
            _subscription = updates.Subscribe(LiveTopics.Chat(EventId), update => InvokeAsync(() => FollowAsync(update)));
        }

        if (await ReadAsync(RendererInfo.IsInteractive ? null : Before) is { } page)
            Rendered = page;
        if (!RendererInfo.IsInteractive && _messages.Find(message => message.Id == Edit && message.SenderId == UserId) is { } own)
            Open(own, Http?.Features.Get<HeldPost>()?.Typed("Change.Text"));
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }

    private async Task<ChatPage?> ReadAsync(string? before)
    {
        var page = await chat.ReadAsync(EventId, UserId, before, after: null, _left.Token);
        if (page.IsSuccess)
        {
            _problem = null;
            Show(page.Value);
            return page.Value;
        }

        _problem = Answers.Sentence(page, T);
        // Whoever lost the seat meanwhile gets the page as it is for others.
        if (RendererInfo.IsInteractive && page.Status is ResultStatus.Forbidden or ResultStatus.NotFound)
            navigation.Refresh();
        return null;
    }

    private void Show(ChatPage page)
    {
        _messages.Clear();
        _messages.AddRange(page.Messages);
        (_hasOlder, _hasNewer) = (page.HasOlder, page.HasNewer);
    }

    private async Task FollowAsync(LiveUpdate update)
    {
        if (_left.IsCancellationRequested)
            return;
        if (update.MayHaveMissed || update.Payload.Length == 0)
            await ReadAsync(before: null);
        else if (await chat.GetAsync(EventId, UserId, update.Payload, _left.Token) is { IsSuccess: true } message)
            Place(message.Value);
        StateHasChanged();
    }

    /// <summary>Puts a message where it belongs: in place of its older version, or at its time.</summary>
    private void Place(ChatMessage message)
    {
        var index = _messages.FindIndex(other => string.CompareOrdinal(other.Id, message.Id) >= 0);
        if (index < 0)
            _messages.Add(message);
        else if (_messages[index].Id == message.Id)
            _messages[index] = message;
        else if (index > 0 || !_hasOlder)
            _messages.Insert(index, message);
    }

    private async Task ShowOlderAsync()
    {
        var page = await chat.ReadAsync(EventId, UserId, _messages[0].Id, after: null, _left.Token);
        if (page.IsSuccess)
        {
            _messages.InsertRange(0, page.Value.Messages);
            _hasOlder = page.Value.HasOlder;
        }
        else
        {
            _problem = Answers.Sentence(page, T);
        }
    }

    private async Task SendAsync()
    {
        _draftError = null;
        var text = Draft!.Text ?? string.Empty;
        if (!RendererInfo.IsInteractive)
        {
            var sent = await chat.SendAsync(EventId, UserId, text, Draft.ClientId, _left.Token);
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

        var outgoing = new Outgoing(Draft.ClientId, text.Trim());
        _outgoing.Add(outgoing);
        Draft = new MessageForm();
        StateHasChanged();
        await DeliverAsync(outgoing);
    }

    private async Task DeliverAsync(Outgoing outgoing)
    {
        outgoing.Problem = null;
        var sent = await chat.SendAsync(EventId, UserId, outgoing.Text, outgoing.ClientId, _left.Token);
        if (sent.IsSuccess)
        {
            _outgoing.Remove(outgoing);
            Place(sent.Value);
        }
        else if (sent.Status == ResultStatus.Invalid && string.IsNullOrEmpty(Draft!.Text))
        {
            // Back to where it can be changed.
            _outgoing.Remove(outgoing);
            Draft = new MessageForm { Text = outgoing.Text };
            _draftError = Answers.Sentence(sent, T);
        }
        else
        {
            outgoing.Problem = Answers.Sentence(sent, T);
        }
    }

    private void StartEditing(ChatMessage message)
    {
        Change = null;
        Open(message, typed: null);
    }

    private void Open(ChatMessage message, string? typed)
    {
        _editing = message.Id;
        _changeError = null;
        Change ??= new MessageForm { Text = typed ?? message.Text };
    }

    private void StopEditing() => (_editing, Change) = (null, null);

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
            StopEditing();
        }
        else
        {
            navigation.NavigateTo($"/events/{EventId}#room");
        }
    }

    /// <summary>A message on its way.</summary>
    private sealed record Outgoing(string ClientId, string Text)
    {
        /// <summary>Why it did not arrive.</summary>
        public string? Problem { get; set; }
    }
}
