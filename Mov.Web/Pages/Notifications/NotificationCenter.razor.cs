using Ardalis.Result;
using Microsoft.AspNetCore.Components;
using Mov.Modules.Messaging.Contracts;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Pages.Events;

namespace Mov.Web.Pages.Notifications;

/// <summary>What happened, by day, newest first.</summary>
public sealed partial class NotificationCenter(INotifications notifications, NavigationManager navigation, TimeProvider time)
{
    private IReadOnlyList<Notification> _items = [];
    private bool _hasOlder;
    private string? _problem;

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Unread { get; set; }

    [SupplyParameterFromQuery] public string? Before { get; set; }

    [SupplyParameterFromForm(FormName = "open")] public string? Opened { get; set; }

    private bool UnreadOnly => Unread == "1";

    private bool HasUnread => _items.Any(item => !item.Read);

    private int UserId => Http.User.UserId();

    protected override Task OnInitializedAsync() => LoadAsync();

    internal static string? LinkOf(Notification item) => item switch
    {
        { EventId: null } => null,
        { Type: NotificationTypes.Message } => $"/events/{item.EventId}#room",
        { Type: NotificationTypes.EventFull } => $"/organizer/events/{item.EventId}",
        _ => $"/events/{item.EventId}",
    };

    private async Task LoadAsync()
    {
        var page = await notifications.ListAsync(UserId, UnreadOnly, Before, Http.RequestAborted);
        if (page.IsSuccess)
            (_items, _hasOlder) = (page.Value.Items, page.Value.HasOlder);
        else
            _problem = Http.Refuse(page);
    }

    private async Task OpenAsync()
    {
        var opened = await notifications.MarkReadAsync(UserId, Opened ?? string.Empty, Http.RequestAborted);
        if (opened.IsSuccess)
            navigation.NavigateTo(LinkOf(opened.Value) ?? "/notifications");
        else
            _problem = opened.Status == ResultStatus.NotFound ? T["That notification is not there any more."] : Http.Refuse(opened);
    }

    private async Task MarkAllAsync()
    {
        var marked = await notifications.MarkAllReadAsync(UserId, Http.RequestAborted);
        if (marked.IsSuccess)
            navigation.NavigateTo("/notifications");
        else
            _problem = Http.Refuse(marked);
    }

    private string NameOf(DateOnly day)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return (today.DayNumber - day.DayNumber) switch
        {
            0 => T["Today"],
            1 => T["Yesterday"],
            < 7 => day.ToString("dddd"),
            _ => day.ToString(T["d MMMM yyyy"]),
        };
    }
}
