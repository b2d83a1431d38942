using Ardalis.Result;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Live;
using Mov.Web.Components;
using Mov.Web.Hosting.Reader;
using Mov.Web.Hosting.Security;

namespace Mov.Web.Pages.Events;

/// <summary>The room of an event, with a circuit and without: what it shows. What is written is in <c>ChatPanel.Writing.cs</c>, what comes by itself in <c>ChatPanel.Live.cs</c>, the browser's part in <c>ChatPanel.Browser.cs</c>.</summary>
public sealed partial class ChatPanel(
    IEventChat chat, IRoomPresence presence, ILiveUpdates updates, NavigationManager navigation, IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    private const int MostNamed = 30;

    private readonly RoomTimeline _timeline = new();
    private readonly CancellationTokenSource _left = new();
    private readonly object _freshKey = new();
    private IReadOnlyList<ChatMessage> _pinned = [];
    private ChatPlace? _seen;
    private RoomAccess _access;
    private string? _problem;
    private string? _wanted;
    private TimeZoneInfo? _readerClocks;
    private bool _isOrganizer;
    private bool _isLoading;
    private bool _isShut;
    private bool _isRead;

    [Parameter, EditorRequired] public required int EventId { get; set; }

    [Parameter, EditorRequired] public required int UserId { get; set; }

    [Parameter] public RoomAccess Access { get; set; } = RoomAccess.Write;

    /// <summary>What became of the event: says why a room is closed.</summary>
    [Parameter] public EventStatus Status { get; set; } = EventStatus.Published;

    /// <summary>The event's time zone (IANA), until the browser names the reader's.</summary>
    [Parameter] public string? Zone { get; set; }

    /// <summary>Opens the room at this message.</summary>
    [Parameter] public string? Message { get; set; }

    /// <summary>Without a circuit: shows the messages before this one.</summary>
    [Parameter] public string? Before { get; set; }

    /// <summary>Without a circuit: shows the messages after this one.</summary>
    [Parameter] public string? After { get; set; }

    /// <summary>Without a circuit: opens this message for editing.</summary>
    [Parameter] public string? Edit { get; set; }

    /// <summary>Without a circuit: asks whether to remove this message.</summary>
    [Parameter] public string? Remove { get; set; }

    /// <summary>What the page was rendered with, so that the circuit shows the same at once.</summary>
    [PersistentState] public ChatRoom? Rendered { get; set; }

    [CascadingParameter] private HttpContext? Http { get; set; }

    private TimeZoneInfo Clocks => _readerClocks ?? EventWords.FindZone(Zone);

    private string ClosedBecause => Status switch
    {
        _ when _isShut => T["You no longer have a seat, so this room is closed to you."],
        EventStatus.Canceled => T["This event was canceled. What was written stays here to read."],
        EventStatus.Completed => T["This event is over. What was written stays here to read."],
        _ => T["This room is closed. What was written stays here to read."],
    };

    // Changing a message and asking about it happen where that message is.
    private ChatView View => (Message ?? Edit ?? Remove) is { } here ? new ChatView(Around: here) : new ChatView(Before, Before is null ? After : null);

    protected override async Task OnInitializedAsync()
    {
        _access = Access;
        _wanted = Message;
        Draft ??= new MessageForm { Text = Http?.Features.Get<HeldPost>()?.Typed("Draft.Text") };
        if (RendererInfo.IsInteractive)
        {
            if (Rendered is { } rendered)
                Show(rendered);
            Follow();
        }

        await OpenAsync(View);
        if (!RendererInfo.IsInteractive)
            Open(Edit, Remove);
    }

    protected override async Task OnParametersSetAsync()
    {
        // The page was rendered again around the island, for example when the event ended or a link to another message was followed.
        if (!_isShut && Access != RoomAccess.None)
            _access = Access;
        if (!RendererInfo.IsInteractive || Message is null || Message == _wanted)
            return;
        _wanted = Message;
        await OpenAsync(View);
        await ScriptAsync("show", Message);
    }

    private async Task OpenAsync(ChatView view)
    {
        var room = await chat.OpenAsync(EventId, UserId, view, _left.Token);
        if (room.Status == ResultStatus.NotFound && view != ChatView.Newest)
        {
            // A link to a message that is not here leads to the room all the same.
            _wanted = null;
            room = await chat.OpenAsync(EventId, UserId, ChatView.Newest, _left.Token);
        }

        if (!room.IsSuccess)
        {
            Refuse(room);
            return;
        }

        _problem = null;
        Rendered ??= RenderedRoom.Of(room.Value);
        _isRead = true;
        Show(room.Value);
        // Only a script remembers the reader's zone; where there is one, it says whether the room is looked at.
        if (!RendererInfo.IsInteractive && Http.FindReaderZone() is null)
            await MarkSeenAsync();
    }

    private void Show(ChatRoom room)
    {
        _timeline.Show(room.Page);
        (_pinned, _access, _isOrganizer, _isShut) = (room.Pinned, room.Access, room.IsOrganizer, false);
        // Where the reader had stopped when coming here; it does not move while one is here.
        _seen ??= Rendered?.Seen ?? room.Seen;
        _marked = room.Seen;
        DropDelivered();
    }

    /// <summary>Whoever lost the seat sees nothing more; a store that is away leaves what is shown.</summary>
    private void Refuse(Ardalis.Result.IResult refused)
    {
        if (refused.Status is ResultStatus.Forbidden or ResultStatus.NotFound)
            Shut();
        else
            _problem = Answers.Sentence(refused, T);
    }

    private void Shut()
    {
        _timeline.Clear();
        _outgoing.Clear();
        (_pinned, _access, _isOrganizer, _isShut, _below) = ([], RoomAccess.None, false, true, 0);
        _stay?.Dispose();
        _stay = null;
    }

    private Task ShowOlderAsync() => LoadAsync(
        () => chat.ReadAsync(EventId, UserId, _timeline.Messages[0].Id, after: null, _left.Token), _timeline.AddOlder);

    private Task ShowNewerAsync() => LoadAsync(
        () => chat.ReadAsync(EventId, UserId, before: null, _timeline.Messages[^1].Id, _left.Token), _timeline.AddNewer);

    private async Task LoadAsync(Func<Task<Result<ChatPage>>> read, Action<ChatPage> add)
    {
        if (_isLoading || _timeline.Messages.Count == 0)
            return;
        _isLoading = true;
        try
        {
            // The list is quiet for screen readers while older messages come in.
            StateHasChanged();
            var page = await read();
            if (page.IsSuccess)
                add(page.Value);
            else
                Refuse(page);
            StateHasChanged();
            await Task.Yield();
        }
        finally
        {
            _isLoading = false;
        }
    }

    private async Task ShowNewestAsync()
    {
        _below = 0;
        if (_timeline.HasNewer)
        {
            _wanted = null;
            await OpenAsync(ChatView.Newest);
        }

        await ScriptAsync("toEnd");
    }

    private string LinkTo(string? query) => query is null ? $"/events/{EventId}#room" : $"/events/{EventId}?{query}#{Anchor(query)}";

    private static string Anchor(string query) =>
        query.StartsWith("edit=", StringComparison.Ordinal) || query.StartsWith("remove=", StringComparison.Ordinal) ? $"m-{query[(query.IndexOf('=', StringComparison.Ordinal) + 1)..]}" : "room";

    private string TimeOf(ChatMessage message) => message.Timestamp.In(Clocks).ToString("HH:mm");

    private string DayName(DateOnly day)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.In(Clocks));
        return (today.DayNumber - day.DayNumber) switch
        {
            0 => T["Today"],
            1 => T["Yesterday"],
            _ => day.ToString(day.Year == today.Year ? T["dddd, d MMMM"] : T["dddd, d MMMM yyyy"]),
        };
    }
}
