using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Pages.Events;

namespace Mov.Web.Pages.Organizer;

/// <summary>What an organizer's events look like today.</summary>
public sealed partial class OrganizerHome(
    IEventCatalog catalog, IEnrollments enrollments, INotifications notifications, IUserDirectory users, TimeProvider time, IOptions<EventsSettings> settings)
{
    private const int ChartDays = 14;

    // As many pages of own events as the tiles look at; upcoming ones come first.
    private const int OverviewPages = 10;

    private Page<EventDetails> _events = new([], 1, 20, 0);
    private IReadOnlyDictionary<int, SeatCount> _seats = new Dictionary<int, SeatCount>();
    private IReadOnlyList<DayCount> _days = [];
    private Overview _overview = new(0, 0, 0, 0, null);
    private string? _firstName;
    private int _rooms;

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Page { get; set; }

    [SupplyParameterFromQuery] public string? Done { get; set; }

    private string Greeting
    {
        get
        {
            var hour = TimeZoneInfo.ConvertTimeFromUtc(time.GetUtcNow().UtcDateTime, EventWords.FindZone(settings.Value.DefaultTimeZone)).Hour;
            string words = hour switch { < 5 => T["Good evening"], < 12 => T["Good morning"], < 18 => T["Good afternoon"], _ => T["Good evening"] };
            return string.IsNullOrWhiteSpace(_firstName) ? words : $"{words}, {_firstName}";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var organizer = Http.User.UserId();
        var left = Http.RequestAborted;
        var number = int.TryParse(Page, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;
        _firstName = (await users.FindAsync(organizer, left))?.FirstName;
        _events = await catalog.ListOwnAsync(organizer, number, left);
        if (_events.Total == 0)
            return;
        _seats = await enrollments.CountSeatsAsync([.. _events.Items.Select(meeting => meeting.Id)], left);
        _days = await enrollments.CountPerDayAsync(organizer, ChartDays, left);
        _overview = await SumUpAsync(organizer, left);
        if (await notifications.ListAsync(organizer, unreadOnly: true, before: null, left) is { IsSuccess: true } unread)
            _rooms = unread.Value.Items.Where(item => item.Type == NotificationTypes.Message).Select(item => item.EventId).Distinct().Count();
    }

    private async Task<Overview> SumUpAsync(int organizer, CancellationToken left)
    {
        List<EventDetails> open = [];
        for (var number = 1; number <= OverviewPages; number++)
        {
            var page = await catalog.ListOwnAsync(organizer, number, left);
            open.AddRange(page.Items.Where(meeting => meeting.Status is EventStatus.Published or EventStatus.Running));
            if (number >= page.Count)
                break;
        }

        var seats = await enrollments.CountSeatsAsync([.. open.Select(meeting => meeting.Id)], left);
        var longest = open.Where(meeting => seats.GetValueOrDefault(meeting.Id)?.Waiting > 0).MaxBy(meeting => seats[meeting.Id].Waiting);
        return new Overview(
            open.Count,
            open.Sum(meeting => seats.GetValueOrDefault(meeting.Id)?.Taken ?? meeting.CurrentParticipants),
            open.Sum(meeting => meeting.MaxParticipants),
            seats.Values.Sum(count => count.Waiting),
            longest?.Title);
    }

    private sealed record Overview(int OpenEvents, int Taken, int Capacity, int Waiting, string? LongestLine);
}
