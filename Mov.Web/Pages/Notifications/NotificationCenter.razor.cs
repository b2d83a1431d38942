using System.Globalization;
using Ardalis.Result;
using Microsoft.AspNetCore.Components;
using Mov.Modules.Messaging.Contracts;
using Mov.Web.Hosting.Reader;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Pages.Events;

namespace Mov.Web.Pages.Notifications;

/// <summary>What happened, by day as the reader counts days, newest first.</summary>
public sealed partial class NotificationCenter(INotifications notifications, NavigationManager navigation, TimeProvider time)
{
    private IReadOnlyList<Notification> _items = [];
    private bool _hasOlder;
    private bool _hasUnread;
    private TimeZoneInfo? _zone;
    private string? _problem;

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Unread { get; set; }

    [SupplyParameterFromQuery] public string? Before { get; set; }

    [SupplyParameterFromForm(FormName = "open")] public string? Opened { get; set; }

    private bool UnreadOnly => Unread == "1";

    private int UserId => Http.User.UserId();

    protected override async Task OnInitializedAsync()
    {
        _zone = Http.FindReaderZone();
        var page = await notifications.ListAsync(UserId, UnreadOnly, Before, Http.RequestAborted);
        if (page.IsSuccess)
        {
            (_items, _hasOlder) = (page.Value.Items, page.Value.HasOlder);
            _hasUnread = _items.Any(item => !item.Read) || await notifications.CountUnreadAsync(UserId, Http.RequestAborted) > 0;
        }
        else
        {
            _problem = Http.Refuse(page);
        }
    }

    internal static string? LinkOf(Notification item) => item switch
    {
        { EventId: null } => null,
        { Type: NotificationTypes.Message or NotificationTypes.Announcement } => $"/events/{item.EventId}#room",
        { Type: NotificationTypes.EventFull } => $"/organizer/events/{item.EventId}",
        _ => $"/events/{item.EventId}",
    };

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

    // Until the browser has told its zone, days are those of UTC.
    private DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, _zone ?? TimeZoneInfo.Utc);

    private DateOnly DayOf(Notification item) => DateOnly.FromDateTime(Local(item.CreatedAt));

    private string NameOf(DateOnly day)
    {
        var today = DateOnly.FromDateTime(Local(time.GetUtcNow().UtcDateTime));
        return (today.DayNumber - day.DayNumber) switch
        {
            0 => T["Today"],
            1 => T["Yesterday"],
            > 1 and < 7 => day.ToString("dddd", CultureInfo.CurrentCulture),
            _ => day.ToString(T["d MMMM yyyy"], CultureInfo.CurrentCulture),
        };
    }
}
